package recobeat.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;

/**
 * What demos leave behind that are killed: a Redis, which runs on for an engine to take it over,
 * and its folder beside those of other demos. An engine is given each such folder and closed again,
 * which ends that Redis; it gets none of a demo that lives, as that one holds the lock.
 */
final class Leftovers {

  static final String PREFIX = "recobeat-demo-";

  /** Without it no engine has been in the folder yet: its demo is just starting. */
  private static final String LOCK = "engine.lock";

  private final Vertx vertx;

  Leftovers(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Ends them all; what cannot be ended stays, as this demo does not depend on it. */
  Future<Void> end(String ownFolder) {
    return vertx.executeBlocking(() -> besides(Path.of(ownFolder)))
        .compose(folders -> {
          Future<Void> ended = Future.succeededFuture();
          for (String folder : folders) {
            ended = ended.compose(before -> endIn(folder));
          }
          return ended;
        })
        .recover(failure -> Future.succeededFuture());
  }

  private Future<Void> endIn(String folder) {
    return RecoBeat.start(vertx, RecoBeatOptions.defaults().with("redis.dir", folder))
        .compose(RecoBeat::close)
        .compose(closed -> vertx.fileSystem().deleteRecursive(folder))
        .recover(failure -> Future.succeededFuture());
  }

  /** Others' folders may be a trap here, where everybody may make what looks like one. */
  private static List<String> besides(Path own) throws IOException {
    UserPrincipal user = Files.getOwner(own);
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(own.toAbsolutePath().getParent())) {
      for (Path each : (Iterable<Path>) all::iterator) {
        if (each.getFileName().toString().startsWith(PREFIX)
            && Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(each, LinkOption.NOFOLLOW_LINKS).equals(user)
            && Files.exists(each.resolve(LOCK))) {
          found.add(each.toString());
        }
      }
    }
    return found;
  }
}
