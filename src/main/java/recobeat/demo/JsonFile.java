package recobeat.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the figures go, if anywhere; tried before the run, so that no run is made for nothing. */
final class JsonFile {

  private final FileSystem files;
  private final @Nullable String path;

  JsonFile(Vertx vertx, @Nullable Path path) {
    this.files = vertx.fileSystem();
    this.path = path == null ? null : path.toString();
  }

  /** Fails with one clear line if the file cannot be written; leaves everything as it was. */
  Future<Void> check() {
    String file = path;
    if (file == null) {
      return Future.succeededFuture();
    }
    return files.exists(file).compose(existed ->
        files.open(file, new OpenOptions().setRead(false).setTruncateExisting(false))
            .compose(opened -> opened.close())
            .compose(closed -> existed ? Future.succeededFuture() : files.delete(file)))
        .recover(cause -> Future.failedFuture(
            new IllegalArgumentException("cannot write " + file + ": " + reason(cause))));
  }

  Future<Void> write(JsonObject figures) {
    return path == null
        ? Future.succeededFuture()
        : files.writeFile(path, figures.toBuffer().appendString("\n"));
  }

  private static String reason(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName().replace("Exception", "") + " (" + root.getMessage()
        + ")";
  }
}
