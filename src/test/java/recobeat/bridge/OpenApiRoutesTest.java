package recobeat.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import recobeat.ask.AskOptions;
import recobeat.ask.Asking;
import recobeat.message.Addresses;
import recobeat.metrics.Counters;
import recobeat.model.LifeOptions;
import recobeat.model.Lifetimes;
import recobeat.near.Absences;
import recobeat.near.Hits;
import recobeat.near.Near;
import recobeat.near.NearOptions;
import recobeat.time.Time;

/** What the bridge answers and what its OpenAPI document describes are the same calls. */
class OpenApiRoutesTest {

  private static final String DROP_IN = "/v1/";

  @Test
  void router_everyRoute_isDescribed() throws Exception {
    Set<String> described = new TreeSet<>();
    paths().forEach((path, methods) -> {
      if (!path.startsWith(DROP_IN)) {
        methods.fieldNames().forEach(method ->
            described.add(method.toUpperCase(Locale.ROOT) + ' ' + path));
      }
    });
    assertThat(described).isEqualTo(routes());
  }

  @Test
  void dropIn_everyOperation_isDescribedUnderTheServicesName() throws Exception {
    Map<Operation, String> described = new EnumMap<>(Operation.class);
    paths().forEach((path, methods) -> {
      Operation.Match match = Operation.match(path);
      if (match != null) {
        assertThat(methods.fieldNames()).containsExactly(
            match.operation() == Operation.ANALYSIS ? "post" : "get");
        String method = methods.fieldNames().iterator().next();
        assertThat(described.put(match.operation(),
            methods.getJsonObject(method).getString("operationId"))).as(path).isNull();
      } else {
        assertThat(path).doesNotStartWith(DROP_IN);
      }
    });
    for (Operation operation : Operation.values()) {
      assertThat(described).containsEntry(operation, operation.handler());
    }
  }

  /** The calls of the router; what takes every method only stands before or behind them. */
  private static Set<String> routes() throws Exception {
    Vertx vertx = Vertx.vertx();
    Time time = Time.system();
    Load load = new Load();
    HttpOptions options = HttpOptions.defaults();
    Addresses addresses = new Addresses("recobeat.v1");
    Lifetimes lifetimes = new Lifetimes(LifeOptions.defaults());
    Near near = new Near(NearOptions.defaults(), lifetimes);
    Asking asking =
        new Asking(vertx, addresses, near, new Hits(), new Absences(true), new Counters(), time,
            AskOptions.defaults());
    Inside inside = new Inside(AdminOptions.defaults(), near, lifetimes, new Counters(),
        () -> "closed", 1, null);
    BridgeVerticle bridge = new BridgeVerticle(addresses, asking, options,
        new BridgeVerticle.Upstream("http://localhost", "test", 1), load, inside, time);
    bridge.init(vertx, vertx.getOrCreateContext());
    Set<String> routes = new TreeSet<>();
    bridge.router(new Connections(options, load, time)).getRoutes().forEach(route -> {
      if (route.methods() != null && route.getPath() != null && route.isExactPath()) {
        for (HttpMethod method : route.methods()) {
          routes.add(method + " " + route.getPath().replaceAll(":(\\w+)", "{$1}"));
        }
      }
    });
    vertx.close().toCompletionStage().toCompletableFuture().get();
    return routes;
  }

  private static Map<String, JsonObject> paths() throws Exception {
    try (InputStream in = OpenApi.class.getResourceAsStream("/recobeat/openapi.json")) {
      JsonObject paths = new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .getJsonObject("paths");
      Map<String, JsonObject> map = new TreeMap<>();
      paths.forEach(path -> map.put(path.getKey(), (JsonObject) path.getValue()));
      return map;
    }
  }
}
