package recobeat.bridge;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** All meters for Prometheus. */
final class Scrape implements Handler<RoutingContext> {

  private static final String PATH = "/metrics";
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> text;

  Scrape(Supplier<String> text) {
    this.text = text;
  }

  @Override
  public void handle(RoutingContext context) {
    if (context.request().method() == HttpMethod.GET && context.normalizedPath().equals(PATH)) {
      // An embedder's gauges may take their time.
      context.vertx().executeBlocking(text::get, false)
          .onSuccess(all -> context.response()
              .putHeader("Content-Type", TYPE)
              .putHeader("Cache-Control", "no-store")
              .end(all))
          .onFailure(context::fail);
    } else {
      context.next();
    }
  }
}
