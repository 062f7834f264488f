package recobeat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import recobeat.cache.RedisOptions;
import recobeat.embedded.EmbeddedRedis;

/**
 * The embedded Redis: it ends with the engine, or with the Vert.x if nobody closes that first.
 *
 * <p>A Vert.x that closes undeploys what is deployed, but lets go of what is being deployed: a
 * server that a worker had just started would be handed over on an event loop that is gone, and run
 * on. So the server is started only once this actor is deployed, and whoever undeploys it waits
 * until the server is there and can be ended.
 */
final class RedisVerticle extends VerticleBase {

  private final RedisOptions options;

  /** Guarded by this, as engine and event loop meet here. */
  private @Nullable Future<EmbeddedRedis> starting;

  private boolean stopped;

  RedisVerticle(RedisOptions options) {
    this.options = options;
  }

  /** Starts the server, once this is deployed; where it listens. */
  synchronized Future<String> open() {
    if (stopped) {
      return Future.failedFuture(new IllegalStateException("the engine was closed meanwhile"));
    }
    Future<EmbeddedRedis> started = context.executeBlocking(
        () -> EmbeddedRedis.start(Path.of(options.dir()), options.memoryBytesMax()));
    starting = started;
    return started.map(EmbeddedRedis::uri);
  }

  @Override
  public synchronized Future<?> stop() {
    stopped = true;
    Future<EmbeddedRedis> started = starting;
    return started == null
        ? Future.succeededFuture()
        : started.transform(redis -> redis.failed()
            ? Future.succeededFuture()
            : context.executeBlocking(() -> {
              redis.result().close();
              return null;
            }));
  }
}
