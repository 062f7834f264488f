package recobeat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine that soon asks anew after failures, with a Redis of the test's own. */
@Timeout(60)
abstract class RedisRig {

  @TempDir
  Path dir;

  TestRedis redis;
  Rig rig;
  private final Vertx vertx = Vertx.vertx();

  @BeforeEach
  void start() throws Exception {
    redis = new TestRedis(vertx, dir);
    run();
  }

  /** Starts the engine; what ran before is to be closed. */
  void run(String... settings) {
    List<String> all = new ArrayList<>(List.of("redis.uri=" + redis.redis.uri(), "http.port=0",
        "breaker.resetAfter=50ms", "retry.attemptsMax=" + attemptsMax(), "redis.timeout=500ms"));
    all.addAll(List.of(settings));
    rig = new Rig(dir, all.toArray(String[]::new));
  }

  /** Calls made for an id before it fails. */
  int attemptsMax() {
    return 1;
  }

  @AfterEach
  void stop() {
    rig.service.release();
    rig.close();
    redis.close();
    Rig.get(vertx.close());
  }
}
