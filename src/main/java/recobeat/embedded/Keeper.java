package recobeat.embedded;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.time.Time;

/**
 * Watches a server from a thread of its own and brings it back, with its port, password and data,
 * whenever it ends; at the last ends it. It waits on an open connection, which works for a child
 * process and for one taken over alike and costs nothing.
 */
final class Keeper implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  /** A server that ran for this long has not failed to come back; about the longest delay. */
  private static final long STEADY_MILLIS = 10_000;

  private static final long DELAY_MILLIS_MIN = 50;
  private static final int DELAY_DOUBLINGS_MAX = 8; // 12.8 s

  private final ServerFolder folder;
  private final Time time;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile RunningServer server;

  Keeper(ServerFolder folder, RunningServer server, Time time) {
    this.folder = folder;
    this.server = server;
    this.time = time;
  }

  RunningServer server() {
    return server;
  }

  /** The wait before the n-th attempt in a row, counted from 0. */
  static long delayMillis(int attempt) {
    return DELAY_MILLIS_MIN << Math.min(attempt, DELAY_DOUBLINGS_MAX);
  }

  @Override
  public void run() {
    int attempt = 0;
    try {
      while (isOpen()) {
        long since = time.millis();
        server.line().awaitEnd(0);
        if (isOpen()) {
          LOG.atWarn().addKeyValue("pid", server.process().pid())
              .log("Lost Redis, bringing it back");
          attempt = restore(time.millis() - since > STEADY_MILLIS ? 0 : attempt);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Closed while Redis was being started");
    } finally {
      server.stop();
      folder.close();
    }
  }

  /** The number of attempts made so far, unless the keeper is closed. */
  private int restore(int attemptsBefore) throws InterruptedException {
    for (int attempt = attemptsBefore; ; attempt++) {
      if (closing.await(delayMillis(attempt), TimeUnit.MILLISECONDS)) {
        return attempt;
      }
      try {
        server = folder.revive(server.state());
        return attempt + 1;
      } catch (IOException | RuntimeException e) {
        LOG.atWarn().addKeyValue("attempt", attempt + 1).addKeyValue("reason", e.getMessage())
            .log("Redis could not be started again");
      }
    }
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  /** Lets the thread end the server and then itself. */
  void close() {
    closing.countDown();
    server.line().close();
  }
}
