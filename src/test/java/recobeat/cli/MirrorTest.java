package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;
import recobeat.message.Kept;
import recobeat.message.KinGroup;
import recobeat.message.Known;
import recobeat.message.Manual;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

@Timeout(60)
class MirrorTest {

  private static final String HEADER = "{\"recobeat\":\"mirror\",\"version\":2}\n";
  private static final String ENTRY =
      "{\"kind\":\"f\",\"id\":\"x\",\"at\":1,\"jitter\":2,\"strikes\":0,\"value\":{}}\n";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void stop() throws Exception {
    get(vertx.close());
  }

  @Test
  void exportImport_withoutTheService_answersTheSameByteForByte() throws Exception {
    Sim sim = get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1).withCoverage(0.7)));
    List<String> ids = sim.catalogue().sampleTracks(300, 1);
    Path list = Files.write(dir.resolve("ids.txt"), ids);
    assertThat(run("one", sim.baseUrl(), "warm", list.toString())).isZero();
    List<String> before = answers("one", sim.baseUrl(), ids);
    Path file = dir.resolve("mirror.ndjson.gz");
    assertThat(run("one", sim.baseUrl(), "export", file.toString())).isZero();
    assertThat(out.toString()).containsPattern("[\\d,]+ entries in .*mirror.ndjson.gz");
    get(sim.close());
    assertThat(run("two", "http://127.0.0.1:1", "import", file.toString())).isZero();
    assertThat(answers("two", "http://127.0.0.1:1", ids)).isEqualTo(before);
    // Once more there is nothing left to write, and nothing changes.
    assertThat(run("two", "http://127.0.0.1:1", "import", file.toString())).isZero();
    assertThat(run("two", "http://127.0.0.1:1", "export", dir.resolve("2.gz").toString())).isZero();
    assertThat(lines(dir.resolve("2.gz"))).containsExactlyInAnyOrderElementsOf(lines(file));
  }

  @Test
  void exportImport_ofWhatWasLearnedAndSaidByHand_guessesTheSameByteForByte() throws Exception {
    Sim sim = get(Sim.start(vertx, SimOptions.defaults()
        .withProfile(Profile.NONE).withBucket(0, 1).withCoverage(0.7)));
    List<String> ids = sim.catalogue().sampleTracks(300, 2);
    RecoBeat engine = engine("one", sim.baseUrl());
    String bridge = "http://127.0.0.1:" + get(engine.listen());
    post(bridge, "tracks", question(ids.subList(0, 100)));
    String lacking = new JsonObject(post(bridge, "audio-features", question(ids)))
        .getJsonArray("outcomes").stream().map(JsonObject.class::cast)
        .filter(outcome -> outcome.getString("status").equals("absent"))
        .map(outcome -> outcome.getString("id")).findFirst().orElseThrow();
    assertThat(send(HttpRequest.newBuilder(URI.create(bridge + "/admin/manual/" + lacking))
        .header("Content-Type", "application/json").header("Authorization", "Bearer token")
        .PUT(BodyPublishers.ofString(
            "{\"features\":{\"energy\":0.1234567,\"tempo\":99},\"by\":\"Ünï \\\"\"}"))))
        .startsWith("200");
    List<String> before = guesses(bridge, ids);
    // What was harvested is learned behind the answers.
    for (List<String> last = List.of(); !last.equals(before); before = guesses(bridge, ids)) {
      last = before;
    }
    assertThat(before.get(0)).contains("\"manual\"").containsPattern("album: \\d+ tracks")
        .contains("manual: energy, tempo by Ünï", "subgenre trap", "0.1234567");
    get(engine.close());
    Path file = dir.resolve("mirror.ndjson.gz");
    assertThat(run("one", sim.baseUrl(), "export", file.toString())).isZero();
    get(sim.close());
    // Once more there is nothing left to write, and nothing changes.
    for (int i = 0; i < 2; i++) {
      assertThat(run("two", "http://127.0.0.1:1", "import", file.toString())).isZero();
      RecoBeat offline = engine("two", "http://127.0.0.1:1");
      assertThat(guesses("http://127.0.0.1:" + get(offline.listen()), ids)).isEqualTo(before);
      get(offline.close());
    }
    assertThat(run("two", "http://127.0.0.1:1", "export", dir.resolve("2.gz").toString())).isZero();
    assertThat(kinAndManual(dir.resolve("2.gz")))
        .hasSizeGreaterThan(30).containsExactlyInAnyOrderElementsOf(kinAndManual(file));
  }

  /** Without what was learned of genres, which has no order. */
  private static List<String> kinAndManual(Path file) throws Exception {
    return lines(file).stream().filter(line -> line.startsWith("{\"manual\":")
        || line.startsWith("{\"kin\":") && !line.startsWith("{\"kin\":\"g\"")).toList();
  }

  /** What is said of all ids with hints, as good as guesses from like tracks, and from nothing. */
  private static List<String> guesses(String bridge, List<String> ids) throws Exception {
    List<String> answers = new ArrayList<>();
    for (String accept : List.of("default", "estimated")) {
      answers.add(post(bridge, "audio-features", question(ids).put("accept", accept))
          .replaceAll("\"(ageMs|calls)\":[\\d.]+|\"(near|redis|joined|recobeat)\"", ""));
    }
    return answers;
  }

  private static JsonObject question(List<String> ids) {
    JsonArray named = new JsonArray();
    for (int i = 0; i < ids.size(); i++) {
      JsonObject hints = new JsonObject().put("artist", i % 40 == 0 ? "" : "Ana " + i % 4)
          .put("album", "Kites " + i % 20).put("genres", i % 3 == 0 ? "trap" : "");
      named.add(new JsonObject().put("id", ids.get(i)).put("hints", hints));
    }
    return new JsonObject().put("ids", named).put("waitMs", 20_000);
  }

  @Test
  void line_writtenAndRead_isTheSame() throws Exception {
    for (Known known : List.of(
        new Manual.Track("7Kq2VbN0xTzPmR4sLw9aYc",
            Map.of("energy", 0.1234567, "tempo", 120), ",\"value\":{}", 1_700_000_000_123L),
        new Kept(new Key(Kind.FEATURES, "7Kq2VbN0xTzPmR4sLw9aYc"),
            Entry.found(Json.of("{\"energy\":0.500,\"name\":\"Ünï\"}"), 1_700_000_000_123L, 255)),
        new Kept(new Key(Kind.TRACK, "x"), Entry.found(Json.of("{\n\"a\": 1}\r\n"), 5, 0)),
        new Kept(new Key(Kind.SEARCH, "/v1/x?q=\",\"value\":\"ü"),
            Entry.absent(Json.of("{\"content\":[]}"), 6, 7, 3)),
        new Kept(new Key(Kind.ARTIST, "gone"), Entry.absent(null, 6, 7, 62)))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      MirrorLine.write(known, line);
      String text = line.toString(StandardCharsets.ISO_8859_1);
      assertThat(text).endsWith("\n").containsOnlyOnce("\n").doesNotContain("\r");
      assertThat(MirrorLine.read(text.strip())).isEqualTo(known);
    }
  }

  @Test
  void group_writtenAndRead_keepsItsOrder() throws Exception {
    Map<String, byte[]> members = new LinkedHashMap<>();
    List.of("z", "", "a", "m").forEach(id ->
        members.put(id, new byte[] {1, -2, (byte) id.hashCode()}));
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    MirrorLine.write(new KinGroup("a1x9", members), line);
    KinGroup read = (KinGroup) MirrorLine.read(line.toString(StandardCharsets.ISO_8859_1).strip());
    assertThat(read.key()).isEqualTo("a1x9");
    assertThat(read.members().keySet()).containsExactly("z", "", "a", "m");
    read.members().forEach((id, packed) -> assertThat(packed).isEqualTo(members.get(id)));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "{}", "{\"kind\":\"f\"}", "{\"kind\":\"?\",\"id\":\"x\",\"at\":1,\"value\":{}}",
      "{\"kind\":\"f\",\"id\":\"x\",\"at\":1}", "{\"kind\":\"f\",\"id\":\"x\",\"value\":{}}",
      "{\"kind\":\"f\",\"id\":\"x\",\"at\":1,\"value\":{\"a\":}}",
      "{\"kind\":\"f\",\"id\":\"x\",\"at\":1,\"jitter\":999,\"value\":{}}",
      "{\"kind\":\"f\",\"id\":\"x\",\"at\":1,\"base64\":\"?\"}", "nonsense",
      "{\"kin\":\"a1\"}", "{\"kin\":1,\"members\":{\"x\":\"\"}}", "{\"kin\":\"a1\",\"members\":{}}",
      "{\"kin\":\"a1\",\"members\":{\"x\":\"?\"}}",
      "{\"manual\":{\"id\":\"x\"}}", "{\"manual\":[]}",
      "{\"manual\":{\"id\":\"x\",\"features\":{\"energy\":1},\"by\":\"a\",\"at\":\"now\"}}"})
  void line_damaged_isNamedAndNothingIsImported(String line) throws Exception {
    Path file = file(HEADER + ENTRY + line + "\n{\"entries\":2}\n");
    assertThat(run("damaged", "http://127.0.0.1:1", "import", file.toString())).isEqualTo(2);
    assertThat(err.toString()).startsWith("recobeat: " + file + ": line 3: ");
  }

  @Test
  void manualFeatures_outOfRange_areToldAndNothingIsImported() throws Exception {
    Path file = file(HEADER + ENTRY + "{\"manual\":{\"id\":\"1Zp6GsLd9QwXc4VnT2kYbR\","
        + "\"features\":{\"energy\":7},\"by\":\"a\",\"at\":\"2026-01-01T00:00:00Z\"}}\n"
        + "{\"entries\":2}\n");
    String nowhere = "http://127.0.0.1:1";
    assertThat(run("refused", nowhere, "import", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(file + ": features.energy must be a number");
    assertThat(run("refused", nowhere, "export", dir.resolve("left.gz").toString())).isZero();
    assertThat(out.toString()).contains("0 entries in");
  }

  @Test
  void file_cutOff_isToldAndNothingIsImported() throws Exception {
    assertRefused(file(HEADER + ENTRY), "cut off behind line 2");
    Path whole = file(HEADER + ENTRY.repeat(1_000) + "{\"entries\":1000}\n");
    byte[] bytes = Files.readAllBytes(whole);
    assertRefused(
        Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2)), "Unexpected end");
  }

  @Test
  void file_thatSaysAnotherCountOrGoesOn_isToldOf() throws Exception {
    assertRefused(file(HEADER + ENTRY + "{\"entries\":2}\n"), "has 1 entries, and says 2");
    assertRefused(file(HEADER + ENTRY + "{\"entries\":1}\n" + HEADER), "goes on behind its end");
  }

  @Test
  void file_ofAnotherVersionOrNone_isTold() throws Exception {
    assertRefused(file("{\"recobeat\":\"mirror\",\"version\":3}\n"), "version 3 is not known");
    assertRefused(file("{\"recobeat\":\"mirror\",\"version\":\"2\"}\n"), "version 2 is not known");
    assertRefused(file("id\n"), "no mirror");
    assertRefused(Files.writeString(dir.resolve("text"), "id\n"), "Not in GZIP format");
    assertRefused(dir.resolve("nothing"), "no such file");
  }

  @Test
  void file_ofTheFirstVersion_isImported() throws Exception {
    Path file = file(HEADER.replace("2", "1") + ENTRY + "{\"entries\":1}\n");
    assertThat(run("first", "http://127.0.0.1:1", "import", file.toString())).isZero();
  }

  private void assertRefused(Path file, String why) {
    err.getBuffer().setLength(0);
    assertThat(run("refused", "http://127.0.0.1:1", "import", file.toString())).isEqualTo(2);
    assertThat(err.toString()).startsWith("recobeat: " + file + ": ").contains(why);
    assertThat(dir.resolve("refused")).doesNotExist();
  }

  private Path file(String text) throws Exception {
    Path file = dir.resolve("some.gz");
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static List<String> lines(Path file) throws Exception {
    try (GZIPInputStream gzip = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private int run(String folder, String service, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--set", "redis.dir=" + dir.resolve(folder),
        "--set", "upstream.baseUrl=" + service, "--set", "gate.ratePerSecond=1000",
        "--set", "gate.burst=100"));
    return Main.run(
        all.toArray(String[]::new), Map.of(),
        new PrintWriter(out, true), new PrintWriter(err, true));
  }

  /** What both APIs say of all ids; the drop-in one 40 at a time. */
  private List<String> answers(String folder, String service, List<String> ids) throws Exception {
    RecoBeat engine = engine(folder, service);
    String bridge = "http://127.0.0.1:" + get(engine.listen());
    List<String> answers = new ArrayList<>();
    for (String path : List.of("/v1/audio-features", "/v1/track")) {
      for (int from = 0; from < ids.size(); from += 40) {
        String some = String.join(",", ids.subList(from, Math.min(ids.size(), from + 40)));
        answers.add(send(HttpRequest.newBuilder(URI.create(bridge + path + "?ids=" + some))));
      }
    }
    // Those of the engine's own API tell ages too.
    for (String path : List.of("audio-features", "tracks", "ids")) {
      String answer = post(bridge, path, new JsonObject().put("ids", new JsonArray(ids)));
      assertThat(answer).contains("\"found\"");
      assertThat(answer.contains("\"absent\"")).isEqualTo(path.equals("audio-features"));
      answers.add(answer.replaceAll("\"ageMs\":\\d+", "age"));
    }
    get(engine.close());
    return answers;
  }

  private RecoBeat engine(String folder, String service) throws Exception {
    return get(RecoBeat.start(vertx, RecoBeatOptions.defaults()
        .with("redis.dir", dir.resolve(folder).toString())
        .with("upstream.baseUrl", service)
        .with("gate.ratePerSecond", "1000")
        .with("ask.waitDefault", "5s")
        .with("admin.token", "token")
        .with("http.port", "0")));
  }

  private static String post(String bridge, String path, JsonObject question) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(bridge + "/api/v1/" + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(question.encode()))).substring("200".length());
  }

  private static String send(HttpRequest.Builder request) throws Exception {
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    return answer.statusCode() + answer.body();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
