package recobeat.bridge;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The page for operators: a few files of the jar, and nothing of anywhere else. */
final class Dashboard implements Handler<RoutingContext> {

  private static final Map<String, Asset> ASSETS = Map.ofEntries(
      asset("/", "page.html", "text/html; charset=utf-8"),
      asset("/dashboard/page.css", "page.css", "text/css; charset=utf-8"),
      asset("/dashboard/page.js", "page.js", "text/javascript; charset=utf-8"),
      asset("/dashboard/curves.js", "curves.js", "text/javascript; charset=utf-8"),
      asset("/dashboard/bus.js", "bus.js", "text/javascript; charset=utf-8"),
      asset("/dashboard/tryit.js", "tryit.js", "text/javascript; charset=utf-8"),
      asset("/dashboard/lacks.js", "lacks.js", "text/javascript; charset=utf-8"),
      asset("/dashboard/icon.svg", "icon.svg", "image/svg+xml"),
      asset("/dashboard/uPlot.js", "uPlot.iife.min.js", "text/javascript; charset=utf-8"),
      asset("/dashboard/uPlot.css", "uPlot.min.css", "text/css; charset=utf-8"));

  private record Asset(Buffer body, String type, String tag) {}

  /** Leaves to others what it does not have. */
  @Override
  public void handle(RoutingContext context) {
    HttpMethod method = context.request().method();
    Asset asset = method == HttpMethod.GET || method == HttpMethod.HEAD
        ? ASSETS.get(context.normalizedPath())
        : null;
    if (asset == null) {
      context.next();
      return;
    }
    // Looked at again each time, so that page and engine are of one version.
    HttpServerResponse response = context.response()
        .putHeader("Cache-Control", "no-cache")
        .putHeader("ETag", asset.tag);
    if (asset.tag.equals(context.request().getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader("Content-Type", asset.type);
    if (method == HttpMethod.HEAD) {
      response.putHeader("Content-Length", Integer.toString(asset.body.length())).end();
    } else {
      response.end(asset.body);
    }
  }

  private static Map.Entry<String, Asset> asset(String path, String name, String type) {
    try (InputStream in = Dashboard.class.getResourceAsStream("/recobeat/dashboard/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      byte[] bytes = in.readAllBytes();
      String tag = HexFormat.of().formatHex(
          MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
      return Map.entry(path, new Asset(Buffer.buffer(bytes), type, '"' + tag + '"'));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }
}
