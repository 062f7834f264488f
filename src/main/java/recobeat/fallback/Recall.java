package recobeat.fallback;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.message.Addresses;
import recobeat.message.FindKin;
import recobeat.message.KeepKin;

/**
 * Reads at the start what was learned of genres before, once. Until Redis has told it nothing of it
 * is written, as that would take the place of what is there.
 */
final class Recall {

  private static final Logger LOG = LoggerFactory.getLogger(Recall.class);

  /** How soon Redis is asked again that did not answer, doubled each time. */
  private static final long AGAIN_MS = 1_000;

  private static final long AGAIN_MS_MAX = 60_000;

  private final Vertx vertx;
  private final Addresses addresses;
  private final Priors priors;
  private long againMs = AGAIN_MS;
  private boolean isRead;
  private boolean isStopped;

  Recall(Vertx vertx, Addresses addresses, Priors priors) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.priors = priors;
  }

  /** Reads it, or goes on trying; without Redis there is what is shipped. */
  Future<Void> start() {
    return vertx.eventBus().<FindKin.Reply>request(addresses.findKin(),
            new FindKin(List.of(Priors.GROUP)), new DeliveryOptions().setLocalOnly(true))
        .transform(told -> {
          if (told.succeeded()) {
            priors.add(told.result().body().groups().get(0));
            isRead = true;
          } else if (!isStopped) {
            LOG.debug("what was learned of genres is not known yet", told.cause());
            vertx.setTimer(againMs, again -> start());
            againMs = Math.min(2 * againMs, AGAIN_MS_MAX);
          }
          return Future.succeededFuture();
        });
  }

  /** Asks no more. */
  void stop() {
    isStopped = true;
  }

  /** What is to be written now. */
  List<KeepKin.Member> changes() {
    return isRead ? priors.changes() : List.of();
  }
}
