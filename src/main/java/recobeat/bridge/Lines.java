package recobeat.bridge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import recobeat.message.Reply;
import recobeat.model.Outcome;
import recobeat.model.Reason;

/** An answer with a line for each id; it ends with the last of them. */
final class Lines {

  private final HttpServerResponse response;
  private final List<String> ids;
  private final boolean[] told;
  private int left;

  Lines(HttpServerResponse response, List<String> ids) {
    this.response = response;
    this.ids = ids;
    told = new boolean[ids.size()];
    left = ids.size();
  }

  /** What became of one, unless that was told before. */
  void tell(int index, Outcome outcome) {
    if (told[index] || response.closed()) {
      return;
    }
    told[index] = true;
    response.write(Reply.append(Buffer.buffer(), outcome).appendByte((byte) '\n'));
    if (--left == 0) {
      response.end();
    }
  }

  /** Of each that nothing was told of. */
  void rest(Reason reason) {
    for (int i = 0; i < told.length; i++) {
      tell(i, Outcome.failed(ids.get(i), reason));
    }
  }
}
