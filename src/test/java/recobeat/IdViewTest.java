package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.isrc;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import recobeat.message.Reply;

/** What administration shows of one id: found, absent, and on its way. */
@Timeout(60)
class IdViewTest extends AdminHttp {

  @BeforeEach
  void start() {
    run("admin.token=" + TOKEN);
  }

  @Test
  void id_found_isShownUnderAllItsNames() throws Exception {
    rig.features(spotify(1));
    rig.tracks(isrc(1));
    time.advance(Duration.ofDays(1));
    rig.restart();
    listen();
    rig.features(spotify(1));
    JsonObject view = get("/admin/ids/" + uuid(1).toUpperCase(Locale.ROOT));
    assertThat(view.getString("id")).isEqualTo(uuid(1));
    assertThat(view.getString("form")).isEqualTo("uuid");
    assertThat(view.getBoolean("isComplete")).isTrue();
    assertThat(view.getJsonArray("names")).containsExactly(uuid(1), spotify(1), isrc(1));
    assertThat(told(view, "entries", "kind", "id", "tier")).containsExactlyInAnyOrder(
        "audio-features " + spotify(1) + " near", "audio-features " + spotify(1) + " redis",
        "tracks " + spotify(1) + " redis", "tracks " + isrc(1) + " redis");
    JsonObject features = object(view, "entries", "kind", "audio-features");
    assertThat(features.getString("status")).isEqualTo("found");
    assertThat(features.getString("freshness")).isEqualTo("fresh");
    assertThat(features.getLong("ageMs")).isBetween(86_400_000L, 86_400_000L + 60_000);
    assertThat(features.getLong("remainingMs") - features.getLong("believedMs"))
        .isBetween(81L * 86_400_000L, 90L * 86_400_000L);
    assertThat(features.getLong("ageMs") + features.getLong("remainingMs"))
        .isBetween(2 * 81L * 86_400_000L, 2 * 90L * 86_400_000L);
    assertThat(told(view, "mappings", "entity", "id")).containsOnly(
        "track " + uuid(1), "track " + spotify(1), "track " + isrc(1));
    assertThat(object(view, "mappings", "id", uuid(1)).getJsonObject("to").getString("spotify"))
        .isEqualTo(spotify(1));
    assertThat(object(view, "mappings", "id", spotify(1)).getJsonObject("to").getString("recobeat"))
        .isEqualTo(uuid(1));
    assertThat(object(view, "mappings", "id", isrc(1)).getJsonArray("to")).hasSize(2);
    assertThat(view.getJsonArray("flights")).isEmpty();
  }

  @Test
  void id_absentTwice_isShownWithItsStrikesThoughExpired() throws Exception {
    rig.features(spotify(10));
    time.advance(Duration.ofDays(2));
    rig.features(spotify(10));
    time.advance(Duration.ofDays(3));
    JsonObject entry = object(get("/admin/ids/" + spotify(10)), "entries", "tier", "near");
    assertThat(entry.getString("status")).isEqualTo("absent");
    assertThat(entry.getInteger("strikes")).isOne();
    assertThat(entry.getString("freshness")).isEqualTo("stale");
    assertThat(entry.getInteger("believedMs")).isZero();
    time.advance(Duration.ofDays(3));
    entry = object(get("/admin/ids/" + spotify(10)), "entries", "tier", "near");
    assertThat(entry.getString("freshness")).isEqualTo("expired");
    assertThat(entry.getInteger("remainingMs")).isZero();
  }

  @Test
  void id_inFlight_isShownWithItsFlight() throws Exception {
    rig.service.next(500, "no");
    rig.service.hold();
    Future<Reply> one = rig.ask(List.of(spotify(1)));
    Future<Reply> other = rig.ask(List.of(spotify(1), spotify(2)));
    await().until(() -> get("/admin/ids/" + spotify(1)).getJsonArray("flights")
        .equals(new JsonArray("[{\"kind\":\"audio-features\",\"entity\":\"track\",\"id\":\""
            + spotify(1) + "\",\"state\":\"sent\",\"attempts\":2,\"waiters\":2}]")));
    rig.service.release();
    Rig.get(one);
    Rig.get(other);
    assertThat(get("/admin/ids/" + spotify(1)).getJsonArray("flights")).isEmpty();
  }

  /** The page explains an id without the token; what it is told is the same. */
  @Test
  void id_askedForByThePage_isToldTheSame() throws Exception {
    rig.features(spotify(1));
    JsonObject view = json(send("GET", "/api/v1/ids/" + spotify(1), "", ""));
    assertThat(told(view, "entries", "kind", "id", "tier"))
        .contains("audio-features " + spotify(1) + " near");
    assertThat(view.fieldNames()).isEqualTo(get("/admin/ids/" + spotify(1)).fieldNames());
    assertThat(send("GET", "/api/v1/ids/nonsense", "", "").statusCode()).isEqualTo(400);
  }

  private static List<String> told(JsonObject view, String array, String... fields) {
    return view.getJsonArray(array).stream().map(each -> String.join(" ",
        Arrays.stream(fields).map(((JsonObject) each)::getString).toList())).toList();
  }

  private static JsonObject object(JsonObject view, String array, String field, String value) {
    return view.getJsonArray(array).stream().map(JsonObject.class::cast)
        .filter(each -> each.getString(field).equals(value)).findFirst().orElseThrow();
  }
}
