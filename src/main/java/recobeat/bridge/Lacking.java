package recobeat.bridge;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import recobeat.ask.Asking;
import recobeat.message.BadRequest;
import recobeat.message.MissingRequest;

/** What was asked for that RecoBeat lacks, as JSON, or its tracks as CSV. */
final class Lacking {

  private static final String CSV = "text/csv";

  private final Asking asking;

  Lacking(Asking asking) {
    this.asking = asking;
  }

  void mount(Router router) {
    router.get("/api/v1/missing").handler(context -> {
      MultiMap parameters = context.queryParams();
      boolean isCsv = isCsv(parameters.get("format"), context.request().getHeader("Accept"));
      asking.missing(request(parameters))
          .compose(report -> context.vertx().executeBlocking(
              () -> isCsv ? Buffer.buffer(report.toCsv()) : report.toJson().toBuffer(), false))
          .onSuccess(body -> send(context, isCsv, body))
          .onFailure(context::fail);
    });
  }

  /** Who does not say by the parameter says by the header. */
  private static boolean isCsv(@Nullable String format, @Nullable String accept) {
    if (format == null) {
      return accept != null && accept.contains(CSV);
    }
    if (!format.equals("json") && !format.equals("csv")) {
      throw new BadRequest("format must be json or csv, not \"" + format + '"');
    }
    return format.equals("csv");
  }

  private static MissingRequest request(MultiMap parameters) {
    JsonObject json = new JsonObject();
    String limit = parameters.get("limit");
    if (limit != null) {
      json.put("limit", limit.matches("-?\\d{1,9}") ? Integer.valueOf(limit) : limit);
    }
    return MissingRequest.fromJson(json
        .put("workflow", parameters.get("workflow"))
        .put("reason", parameters.get("reason")));
  }

  private static void send(RoutingContext context, boolean isCsv, Buffer body) {
    HttpServerResponse response = context.response();
    if (!response.ended() && !response.closed()) {
      response
          .putHeader("Content-Type", isCsv ? CSV + "; charset=utf-8" : "application/json")
          .putHeader("Cache-Control", "no-store")
          .end(body);
    }
  }
}
