package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import recobeat.message.Addresses;
import recobeat.message.BadRequest;
import recobeat.message.Inspect;
import recobeat.message.Manual;
import recobeat.message.Terms;

/** Manual features over HTTP: one track at a time as JSON, many as CSV. */
final class ManualApi {

  static final String PATH = "/admin/manual";
  static final String CSV = "text/csv";

  private static final Logger LOG = LoggerFactory.getLogger(ManualApi.class);
  private static final int SIZE_DEFAULT = 100;
  private static final int SIZE_MAX = 1_000;

  /** Redis has its own limit, which is mostly shorter. */
  private static final long WAIT_MS = 30_000;

  private final Addresses addresses;
  private final Owners owners;

  ManualApi(Addresses addresses, Owners owners) {
    this.addresses = addresses;
    this.owners = owners;
  }

  void mount(Router router) {
    router.get(PATH).handler(this::list);
    router.post(PATH).handler(context -> {
      String text = context.body().asString();
      change(context, new Manual.Import(text == null ? "" : text, query(context, "by")),
          Manual.Done::toJson);
    });
    router.put(PATH + "/:id").handler(context -> change(context,
        Manual.Put.fromJson(context.pathParam("id"), NativeApi.body(context)),
        Manual.Track::toJson));
    router.delete(PATH + "/:id").handler(context -> change(context,
        new Manual.Delete(Inspect.of(context.pathParam("id")).id()), Manual.Done::toJson));
  }

  private void list(RoutingContext context) {
    String format = query(context, "format");
    String accept = context.request().getHeader("Accept");
    if (format != null && !format.equals("csv") && !format.equals("json")) {
      throw new BadRequest("format must be csv or json, not \"" + format + '"');
    }
    if ("csv".equals(format) || format == null && accept != null && accept.contains(CSV)) {
      this.<Manual.Table>ask(new Manual.Export())
          .onSuccess(table -> send(context, CSV + "; charset=utf-8", table.csv()))
          .onFailure(context::fail);
      return;
    }
    String after = query(context, "after");
    this.<Manual.Page>ask(new Manual.Read(after == null ? "" : after, size(context)))
        .onSuccess(page -> send(context, "application/json", page.toJson().encode()))
        .onFailure(context::fail);
  }

  private static int size(RoutingContext context) {
    String size = query(context, "size");
    if (size == null) {
      return SIZE_DEFAULT;
    }
    if (size.matches("\\d{1,4}") && Integer.parseInt(size) >= 1
        && Integer.parseInt(size) <= SIZE_MAX) {
      return Integer.parseInt(size);
    }
    throw new BadRequest("size must be from 1 to " + SIZE_MAX + ", not " + size);
  }

  private <T> void change(
      RoutingContext context, Manual change, Function<T, JsonObject> toJson) {
    this.<T>ask(change)
        .onSuccess(done -> {
          log(change, done);
          send(context, "application/json", toJson.apply(done).encode());
        })
        .onFailure(context::fail);
  }

  /** A whole table is no line of a log. */
  private static void log(Manual change, Object done) {
    LoggingEventBuilder line = LOG.atInfo();
    if (change instanceof Manual.Put put) {
      line = line.addKeyValue("id", put.id().text())
          .addKeyValue("features", new TreeMap<>(put.features()))
          .addKeyValue("by", Terms.word(put.by()));
    } else if (change instanceof Manual.Delete delete) {
      line = line.addKeyValue("id", delete.id().text());
    } else if (change instanceof Manual.Import table) {
      line = line.addKeyValue("characters", table.csv().length());
      if (table.by() != null) {
        line = line.addKeyValue("by", Terms.word(table.by()));
      }
    }
    if (done instanceof Manual.Done counted) {
      line = line.addKeyValue("tracks", counted.tracks()).addKeyValue("total", counted.total());
    }
    line.log("manual features changed");
  }

  private <T> Future<T> ask(Manual question) {
    return owners.ask(addresses.manual(), question, WAIT_MS);
  }

  private static @Nullable String query(RoutingContext context, String name) {
    return context.request().getParam(name);
  }

  private static void send(RoutingContext context, String type, String body) {
    HttpServerResponse response = context.response();
    if (!response.ended() && !response.closed()) {
      response.putHeader("Content-Type", type).putHeader("Cache-Control", "no-store").end(body);
    }
  }
}
