package recobeat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import recobeat.cache.RedisOptions;
import recobeat.embedded.EmbeddedRedis;

/** The embedded Redis: it ends with the engine, or with the Vert.x if nobody closes that first. */
final class RedisVerticle extends VerticleBase {

  private final RedisOptions options;
  private @Nullable EmbeddedRedis redis;

  RedisVerticle(RedisOptions options) {
    this.options = options;
  }

  @Override
  public Future<?> start() {
    return vertx.executeBlocking(
            () -> EmbeddedRedis.start(Path.of(options.dir()), options.memoryBytesMax()))
        .onSuccess(started -> redis = started);
  }

  /** Where it listens, once it is deployed. */
  String uri() {
    EmbeddedRedis running = redis;
    assert running != null;
    return running.uri();
  }

  @Override
  public Future<?> stop() {
    EmbeddedRedis running = redis;
    return running == null
        ? Future.succeededFuture()
        : vertx.executeBlocking(() -> {
          running.close();
          return null;
        });
  }
}
