package recobeat.bridge;

import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.atomic.AtomicInteger;

/** How much is open and under way, over all event loops of one bridge. */
public final class Load implements Shareable {

  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  boolean connect(int max) {
    return enter(connections, max);
  }

  void disconnect(int requestsLeft) {
    connections.decrementAndGet();
    requests.addAndGet(-requestsLeft);
  }

  boolean begin(int max) {
    return enter(requests, max);
  }

  void end() {
    requests.decrementAndGet();
  }

  /** Connections open now. */
  int connections() {
    return connections.get();
  }

  /** Requests unanswered now. */
  int requests() {
    return requests.get();
  }

  private static boolean enter(AtomicInteger count, int max) {
    if (count.incrementAndGet() > max) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }
}
