package recobeat.sim;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import recobeat.time.Time;

/** A running stand-in and a plain client of it that waits for each answer. */
final class Stand implements AutoCloseable {

  private static final long LIMIT_S = 10;

  final Vertx vertx = Vertx.vertx();
  final Sim sim;
  final Catalogue catalogue;
  private final WebClient client = WebClient.create(vertx);

  Stand(SimOptions options) {
    this(options, Time.system());
  }

  Stand(SimOptions options, Time time) {
    sim = await(Sim.start(vertx, options, time));
    catalogue = sim.catalogue();
  }

  /** Options of a stand-in that answers at once and refuses no call. */
  static SimOptions calm() {
    return SimOptions.defaults().withProfile(Profile.NONE).withBucket(0, 1);
  }

  HttpRequest<Buffer> request(String uri) {
    return client.getAbs(sim.baseUrl() + uri);
  }

  HttpRequest<Buffer> post(String uri) {
    return client.postAbs(sim.baseUrl() + uri);
  }

  HttpResponse<Buffer> get(String uri) {
    return await(request(uri).send());
  }

  /** The answer of a multi-id call. */
  HttpResponse<Buffer> bulk(String noun, List<String> ids) {
    return get("/v1/" + noun + "?ids=" + String.join(",", ids));
  }

  /** Spotify ids that a multi-id call answers, each with a row. */
  List<String> known(String noun, int count) {
    IntStream numbers = IntStream.range(0, count);
    return switch (noun) {
      case "artist" -> numbers.mapToObj(n -> catalogue.press().artist(n).spotifyId()).toList();
      case "album" -> numbers.mapToObj(n -> catalogue.press().album(n).spotifyId()).toList();
      default -> analysed().limit(count).toList();
    };
  }

  private Stream<String> analysed() {
    return catalogue.sampleTracks(1000, 1).stream().filter(catalogue::hasFeatures);
  }

  String uuid(String spotifyId) {
    return catalogue.uuidOf(spotifyId).orElseThrow();
  }

  static List<JsonObject> rows(HttpResponse<Buffer> answer) {
    return answer.bodyAsJsonObject().getJsonArray("content").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  static List<String> spotifyIds(HttpResponse<Buffer> answer) {
    return rows(answer).stream().map(Stand::spotifyId).toList();
  }

  static String spotifyId(JsonObject row) {
    String href = row.getString("href");
    return href.substring(href.lastIndexOf('/') + 1);
  }

  /** The service's own error code. */
  static int code(HttpResponse<Buffer> answer) {
    return answer.bodyAsJsonObject().getInteger("status");
  }

  /** What a call fails with; null when it does not. */
  static @Nullable Throwable failure(Future<?> call) {
    return await(call.transform((answer, cause) -> Future.succeededFuture(cause)));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(LIMIT_S, TimeUnit.SECONDS);
    } catch (TimeoutException never) {
      throw new AssertionError("no answer", never);
    }
  }

  @Override
  public void close() {
    client.close();
    await(sim.close());
    await(vertx.close());
  }
}
