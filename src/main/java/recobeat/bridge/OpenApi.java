package recobeat.bridge;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The OpenAPI document of both APIs, by which clients are generated and answers checked. */
final class OpenApi {

  private static final String RESOURCE = "/recobeat/openapi.json";
  private static final Buffer DOCUMENT = read();

  private OpenApi() {}

  static void mount(Router router) {
    router.get("/openapi.json").handler(context ->
        context.response().putHeader("Content-Type", "application/json").end(DOCUMENT));
  }

  private static Buffer read() {
    try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in the jar");
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
