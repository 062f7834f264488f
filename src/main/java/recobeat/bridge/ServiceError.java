package recobeat.bridge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import recobeat.model.Entity;

/**
 * An error in the service's own words. It has two forms: one of its own for values out of range,
 * which names handler and parameter, and one for everything else, which names the path.
 */
final class ServiceError extends RuntimeException {

  private static final long serialVersionUID = 1;
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

  private final int status;
  private final int code;
  private final @Nullable String parameter;

  private ServiceError(int status, int code, @Nullable String parameter, String text) {
    super(text, null, false, false);
    this.status = status;
    this.code = code;
    this.parameter = parameter;
  }

  /** A required parameter is not there. */
  static ServiceError missing(String parameter, String type) {
    return new ServiceError(400, 4001, null, "Required request parameter '" + parameter
        + "' for method parameter type " + type + " is not present");
  }

  /** A value makes no sense. */
  static ServiceError malformed(String text) {
    return new ServiceError(400, 4002, null, text);
  }

  static ServiceError outOfRange(String parameter, String text) {
    return new ServiceError(400, 4004, parameter, text);
  }

  /** The id in the path names nothing. */
  static ServiceError notFound(String what, String id) {
    return new ServiceError(404, 4041, null, what + " not found with id : '" + id + "' not found");
  }

  static ServiceError notFound(Entity entity, String id) {
    return notFound(switch (entity) {
      case TRACK -> "Track";
      case ARTIST -> "Artist";
      case ALBUM -> "Album";
    }, id);
  }

  /** There is no such URL. */
  static ServiceError nowhere(String path) {
    return new ServiceError(404, 4042, null, "No static resource " + path.substring(1) + ".");
  }

  /** The engine cannot tell now. */
  static ServiceError unavailable(String text) {
    return new ServiceError(503, 5001, null, text);
  }

  int status() {
    return status;
  }

  /** The service's body for it. */
  Buffer body(@Nullable Operation operation, String path, long epochMillis) {
    if (parameter != null && operation != null) {
      return new JsonObject()
          .put("status", code)
          .put("errors", new JsonArray().add(new JsonObject()
              .put("path", operation.handler() + '.' + parameter)
              .put("message", getMessage())))
          .toBuffer();
    }
    return new JsonObject()
        .put("timestamp", TIMESTAMP.format(Instant.ofEpochMilli(epochMillis)))
        .put("error", getMessage())
        .put("path", "uri=" + path)
        .put("status", code)
        .toBuffer();
  }
}
