package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import recobeat.message.Addresses;
import recobeat.message.Inspect;
import recobeat.message.Trace;
import recobeat.model.Key;
import recobeat.model.Lifetimes;
import recobeat.time.Time;

/** All that is known of one id, from those who keep it and those who fetch it. */
final class Explanation {

  private static final long WAIT_MS = 30_000;

  private final Addresses addresses;
  private final Owners owners;
  private final Lifetimes lifetimes;
  private final Time time;

  Explanation(Addresses addresses, Owners owners, Lifetimes lifetimes, Time time) {
    this.addresses = addresses;
    this.owners = owners;
    this.lifetimes = lifetimes;
    this.time = time;
  }

  /** As {@link IdView} tells it; throws {@link recobeat.message.BadRequest} if it is no id. */
  Future<JsonObject> of(String id) {
    Inspect inspect = Inspect.of(id);
    return owners.<Inspect.Reply>ask(addresses.inspect(), inspect, WAIT_MS).compose(held -> {
      List<Key> keys = held.held().stream().map(Inspect.Held::key).toList();
      return owners.<Trace.Reply>ask(addresses.trace(), new Trace(keys), WAIT_MS)
          .map(flights -> new IdView(lifetimes, time.epochMillis())
              .of(inspect.id(), held, flights));
    });
  }
}
