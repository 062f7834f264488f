package recobeat.fetch;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;
import recobeat.time.Time;

/**
 * Gathers an answer's body, and gives it up when it is too long or still trickling in at the call's
 * limit: the client's own time-out starts anew with each byte.
 */
final class Body implements BodyCodec<Buffer>, BodyStream<Buffer> {

  private final Time time;
  private final long deadline;
  private final int bytesMax;
  private final Buffer gathered = Buffer.buffer();
  private final Promise<Buffer> result = Promise.promise();

  Body(Time time, long deadline, int bytesMax) {
    this.time = time;
    this.deadline = deadline;
    this.bytesMax = bytesMax;
  }

  byte[] bytes() {
    return gathered.getBytes();
  }

  @Override
  public BodyStream<Buffer> stream() {
    return this;
  }

  @Override
  public Future<Buffer> result() {
    return result.future();
  }

  @Override
  public Future<Void> write(Buffer part) {
    String wrong = gathered.length() + part.length() > bytesMax
        ? "body longer than " + bytesMax + " bytes"
        : time.millis() >= deadline ? "body not complete in time" : null;
    if (wrong != null) {
      result.tryFail(wrong);
      return Future.failedFuture(wrong);
    }
    gathered.appendBuffer(part);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    result.tryComplete(gathered);
    return Future.succeededFuture();
  }

  @Override
  public void handle(Throwable failure) {
    result.tryFail(failure);
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
    return this;
  }
}
