package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/** The same calls to the service and to the bridge in front of it: nobody can tell who answers. */
@Timeout(120)
class DifferentialTest {

  @TempDir
  Path dir;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void bridge_coldWarmAndAfterRestart_answersAsTheServiceDoes() throws Exception {
    Vertx vertx = Vertx.vertx();
    Sim sim = Rig.get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1)));
    RecoBeatOptions options = RecoBeatOptions.defaults()
        .with("upstream.baseUrl", sim.baseUrl())
        .with("redis.dir", dir.toString())
        .with("gate.ratePerSecond", "10000")
        .with("gate.burst", "1000")
        .with("http.port", "0");
    List<String> calls = calls(sim);
    assertThat(calls).hasSizeGreaterThan(200);
    for (int run = 0; run < 2; run++) {
      RecoBeat engine = Rig.get(RecoBeat.start(vertx, options));
      String bridge = "http://127.0.0.1:" + Rig.get(engine.listen());
      for (int again = 0; again < 2; again++) {
        long before = sim.counters().requests();
        for (String call : calls) {
          HttpResponse<String> service = get(sim.baseUrl() + call);
          assertSame(call, service, get(bridge + call));
          // Again twice, as a whole answer is remembered by then.
          assertSame(call, service, get(bridge + call));
          assertSame(call, service, get(bridge + call));
        }
        long made = sim.counters().requests() - before - calls.size();
        assertThat(made == 0).as("%d calls by the engine", made).isEqualTo(run + again > 0);
      }
      Rig.get(engine.close());
    }
    Rig.get(vertx.close());
  }

  @Test
  void upload_smallLargeWrongOrTooLong_isAnsweredAsByTheService() throws Exception {
    Vertx vertx = Vertx.vertx();
    Sim sim = Rig.get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1)));
    RecoBeat engine = Rig.get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("upstream.baseUrl", sim.baseUrl())
        .with("redis.dir", dir.toString())
        .with("http.port", "0")));
    String bridge = "http://127.0.0.1:" + Rig.get(engine.listen());
    int most = 5 << 20;
    for (String name : List.of("a.mp3", "a.txt")) {
      for (int size : new int[] {0, 1, 100_000, most, most + 1, most + (1 << 20)}) {
        byte[] form = form(name, size);
        for (BodyPublisher body : List.of(BodyPublishers.ofByteArray(form),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)))) {
          // A text that is too long is refused for its type by one, for its length by the other.
          if (name.equals("a.mp3") || size <= most) {
            assertSame(name + ' ' + size, upload(sim.baseUrl(), "multipart/form-data", body),
                upload(bridge, "multipart/form-data", body));
          }
        }
      }
    }
    BodyPublisher some = BodyPublishers.ofByteArray(form("a.mp3", 1 << 20));
    assertThat(upload(bridge, "audio/mpeg", some).statusCode())
        .isEqualTo(upload(sim.baseUrl(), "audio/mpeg", some).statusCode()).isEqualTo(415);
    Rig.get(engine.close());
    Rig.get(vertx.close());
  }

  private HttpResponse<String> upload(String base, String type, BodyPublisher body)
      throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(base + "/v1/analysis/audio-features"))
        .version(HttpClient.Version.HTTP_1_1)
        .header("Content-Type", type + "; boundary=x").POST(body).build(), BodyHandlers.ofString());
  }

  /** A form with one file of so many bytes. */
  private static byte[] form(String name, int size) {
    return ("--x\r\nContent-Disposition: form-data; name=\"audioFile\"; filename=\"" + name
        + "\"\r\n\r\n" + "~".repeat(size) + "\r\n--x--\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertSame(
      String call, HttpResponse<String> service, HttpResponse<String> bridge) {
    assertThat(bridge.statusCode()).as(call + " " + bridge.body())
        .isEqualTo(service.statusCode());
    assertThat(comparable(call, bridge.body())).as(call)
        .isEqualTo(comparable(call, service.body()));
    assertThat(bridge.headers().firstValue("Content-Type")).as(call).hasValue("application/json");
  }

  /** Without the time of an error, and in one order where the service has none. */
  private static String comparable(String call, String body) {
    String timeless = body.replaceFirst("\"timestamp\":\"[^\"]*\"", "");
    if (!call.matches("/v1/(track|audio-features|artist|album)/?\\?.*")
        || !body.startsWith("{\"content\":[{")) {
      return timeless;
    }
    JsonArray rows = new JsonObject(body).getJsonArray("content");
    String sorted = rows.stream().map(String::valueOf).sorted().collect(Collectors.joining("\n"));
    // Also that nothing but the order of whole rows differs.
    return body.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining())
        + sorted;
  }

  private HttpResponse<String> get(String url) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private List<String> calls(Sim sim) throws Exception {
    List<String> ids = sim.catalogue().sampleTracks(200, 3);
    JsonArray rows = new JsonObject(get(
        sim.baseUrl() + "/v1/track?ids=" + String.join(",", ids.subList(0, 40))).body())
        .getJsonArray("content");
    List<JsonObject> tracks = rows.stream().map(JsonObject.class::cast)
        .sorted(Comparator.comparing((JsonObject row) -> row.getString("id"))).toList();
    List<String> artists = tracks.stream()
        .map(row -> row.getJsonArray("artists").getJsonObject(0).getString("id")).toList();
    List<String> calls = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += 25) {
      String some = String.join(",", ids.subList(from, from + 25));
      calls.add("/v1/track?ids=" + some);
      calls.add("/v1/audio-features?ids=" + some.replace(",", "%2C"));
      calls.add("/v1/audio-features?ids=" + some.replace(",", "&ids="));
    }
    for (int i = 0; i < 12; i++) {
      calls.addAll(ofTrack(tracks.get(i), artists.get(i), ids.get(100 + i)));
    }
    calls.addAll(wrong(ids, tracks.get(0).getString("id")));
    return calls;
  }

  private static List<String> ofTrack(JsonObject track, String artist, String other) {
    String id = track.getString("id");
    String title = URLEncoder.encode(track.getString("trackTitle"), StandardCharsets.UTF_8);
    return List.of(
        "/v1/track/" + id, "/v1/track/" + id.toUpperCase(Locale.ROOT), "/v1/track/" + other,
        "/v1/track/" + id + "/audio-features", "/v1/track/" + id + "/album",
        "/v1/track?ids=" + id + "," + track.getString("isrc") + "," + other + ",nonsense," + id,
        "/v1/audio-features?ids=" + track.getString("isrc"),
        "/v1/track/search?searchText=" + title,
        "/v1/track/search?searchText=" + URLEncoder.encode(
            track.getString("trackTitle").substring(0, 3), StandardCharsets.UTF_8) + "&size=3",
        "/v1/artist?ids=" + artist, "/v1/artist/" + artist,
        "/v1/artist/" + artist + "/track?size=7", "/v1/track/search?searchText=%20x%20y",
        "/v1/artist/" + artist + "/album?page=0", "/v1/artist/" + artist + "/track?page=9",
        "/v1/track/recommendation?size=5&seeds=" + id,
        "/v1/track/recommendation?seeds=" + other + "," + id + "&size=3&energy=0.70&mode=1",
        "/v1/track/recommendation?seeds=" + id + "," + other + "&size=3&negativeSeeds=" + artist);
  }

  private static List<String> wrong(List<String> ids, String id) {
    String many = String.join(",", ids.subList(0, 41));
    return Stream.of(
        "track", "track?ids=", "track?ids=,", "track?id=x", "track?ids=" + many, "audio-features",
        "audio-features?ids=" + many, "artist?ids=" + many, "album?ids=" + many, "album?ids=x",
        "track/nonsense", "track/" + ids.get(0), "artist/nonsense", "album/" + id, "artist/" + id,
        "track/00000000-0000-4000-8000-000000000000",
        "track/00000000-0000-4000-8000-000000000000/audio-features",
        "track/00000000-0000-4000-8000-000000000000/album", "album/nonsense/track",
        "artist/" + ids.get(0) + "/track", "artist/" + id + "/track", "track/search",
        "track/search?searchText=ab", "track/search?searchText=" + "a".repeat(1001),
        "artist/search?searchText=a&size=51", "artist/search?searchText=a&size=0",
        "artist/search?searchText=a&page=-1", "artist/search?searchText=a&page=1001",
        "artist/search?searchText=a&page=x", "album/search?searchText=zzzzqqq",
        "track/recommendation", "track/recommendation?size=5", "track/recommendation?seeds=" + id,
        "track/recommendation?size=0&seeds=" + id, "track/recommendation?size=101&seeds=" + id,
        "track/recommendation?size=x&seeds=" + id, "track/recommendation?size=5&seeds=nonsense",
        "track/recommendation?size=5&seeds=00000000-0000-4000-8000-000000000000",
        "track/recommendation?size=5&seeds=" + id + "&energy=1.5",
        "track/recommendation?size=5&seeds=" + id + "&energy=x",
        "track/recommendation?size=5&seeds=" + id + "&key=-2",
        "track/recommendation?size=5&seeds=" + id + "&key=1.5",
        "track/recommendation?size=5&seeds=" + id + "&popularity=101",
        "track/recommendation?size=5&seeds=" + id + "&featureWeight=0.5",
        "track/recommendation?size=5&seeds=" + id + "&negativeSeeds=" + id,
        "track/recommendation?size=5&seeds=" + id + "&negativeSeeds=" + ids.get(1),
        "track/recommendation?size=5&seeds=a,b,c,d,e,f", "nonsense", "tracks?ids=x",
        "track/a+b", "track/a%2Fb", "artist/nonsense/track?size=999", "track/a%20b?x=y",
        "track/" + id + "/artists", "track/" + id + "/audio-features/x", "", "track/")
        .map(path -> "/v1/" + path).toList();
  }
}
