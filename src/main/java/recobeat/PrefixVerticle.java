package recobeat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.shareddata.LocalMap;

/**
 * Keeps the bus addresses of one engine from another engine in the same Vert.x, whose actors would
 * share the messages with its own. It is an actor, so that they are given up also when nobody
 * closes the engine but the verticle that started it is undeployed.
 */
final class PrefixVerticle extends VerticleBase {

  private static final String TAKEN = "recobeat.prefixes";

  private final String prefix;

  PrefixVerticle(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Future<?> start() {
    return taken().putIfAbsent(prefix, true) == null
        ? Future.succeededFuture()
        : Future.failedFuture(new IllegalStateException("addressPrefix '" + prefix
            + "' belongs to a running engine of this Vert.x: choose another"));
  }

  @Override
  public Future<?> stop() {
    taken().remove(prefix);
    return Future.succeededFuture();
  }

  private LocalMap<String, Boolean> taken() {
    return vertx.sharedData().getLocalMap(TAKEN);
  }
}
