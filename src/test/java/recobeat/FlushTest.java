package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.artistSpotify;
import static recobeat.Tracks.isrc;
import static recobeat.Tracks.spotify;
import static recobeat.Tracks.uuid;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.embedded.EmbeddedRedis;
import recobeat.message.IdsRequest;
import recobeat.message.ListRequest;
import recobeat.message.Listing;
import recobeat.message.RecommendationRequest;
import recobeat.message.SearchRequest;
import recobeat.message.Terms;
import recobeat.model.Entity;
import recobeat.model.Source;

/** What a flush takes and what it leaves, in a Redis that the test itself can question. */
@Timeout(60)
class FlushTest extends AdminHttp {

  private EmbeddedRedis redis;

  @BeforeEach
  void start() throws Exception {
    redis = EmbeddedRedis.start(dir, 64 << 20);
    run("admin.token=" + TOKEN, "redis.uri=" + redis.uri(), "redis.timeout=1s");
  }

  @AfterEach
  void stopRedis() {
    redis.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"audio-features, 2", "tracks, 1", "artists, 1", "albums, 1", "ids, 6",
      "recommendations, 1", "searches, 1", "lists, 1"})
  void flush_kind_takesThatKindAlone(String kind, int entries) throws Exception {
    fill();
    String body = "'kind':'" + kind + "'";
    JsonObject all = flush("both", "'dryRun':true");
    assertThat(flush("both", body + ",'dryRun':true")).isEqualTo(removed(entries, entries));
    assertThat(flush("near", body)).isEqualTo(removed(entries, 0));
    assertThat(flush("both", body)).isEqualTo(removed(0, entries));
    assertThat(flush("both", body)).isEqualTo(removed(0, 0));
    int left = all.getInteger("near") - entries;
    assertThat(flush("both", "'dryRun':true")).isEqualTo(removed(left, left));
  }

  /** One of every kind, and an absence. */
  private void fill() {
    rig.features(spotify(1), spotify(15));
    rig.tracks(spotify(1));
    Rig.get(rig.engine().artists(IdsRequest.of(List.of(artistSpotify(1)))));
    Rig.get(rig.engine().albums(IdsRequest.of(List.of(Tracks.albumSpotify(1)))));
    Rig.get(rig.engine().recommendations(
        new RecommendationRequest(List.of(spotify(10)), 5, List.of(), Map.of(),
            Terms.DEFAULT)));
    Rig.get(rig.engine().search(
        new SearchRequest(Entity.TRACK, ScriptedService.NOWHERE, 0, 5, Terms.DEFAULT)));
    Rig.get(rig.engine().list(
        new ListRequest(Listing.TRACK_ALBUMS, uuid(77), 0, 5, Terms.DEFAULT)));
  }

  @Test
  void flush_everything_takesManyInBothTiersAndNothingOfOthers() throws Exception {
    List<String> others = List.of("rb1", "rb1:x:" + spotify(1), "rb2:f:" + spotify(1), "mine");
    others.forEach(key -> send(Request.cmd(Command.SET).arg(key).arg("x")));
    rig.features(Tracks.spotify(1, 2_500));
    JsonObject counted = flush("both", "'dryRun':true");
    assertThat(counted.getInteger("near")).isGreaterThan(5_000);
    assertThat(counted.getInteger("near")).isEqualTo(counted.getInteger("redis"));
    assertThat(flush("redis", "")).isEqualTo(removed(0, counted.getInteger("redis")));
    // What was learned of the limit, and of genres as a whole, stays too.
    await().until(() -> send(Request.cmd(Command.DBSIZE)).toInteger() == others.size() + 2);
    assertThat(Rig.sources(rig.features(Tracks.spotify(1, 2_500)))).containsOnly(Source.NEAR);
    assertThat(flush("near", "")).isEqualTo(removed(counted.getInteger("near"), 0));
    assertThat(flush("both", "'dryRun':true")).isEqualTo(removed(0, 0));
    assertThat(Rig.sources(rig.features(spotify(3)))).containsOnly(Source.RECOBEAT);
    assertThat(send(Request.cmd(Command.INFO).arg("commandstats")).toString())
        .contains("cmdstat_scan:calls=", "cmdstat_unlink:calls=")
        .doesNotContain("cmdstat_keys", "cmdstat_flush", "cmdstat_del:");
  }

  @ParameterizedTest(name = "by {0}")
  @ValueSource(strings = {"S000000000000000000003", "00000000-0000-4000-8000-000000000003"})
  void flush_id_takesEveryNameAndCausesACallAgain(String id) throws Exception {
    List<String> names = List.of(spotify(3), uuid(3), isrc(3));
    rig.features(isrc(3), spotify(3), spotify(4));
    rig.tracks(spotify(3));
    // Both names' mappings, details, features, and the row behind its ISRC.
    assertThat(flush("both", "'dryRun':true,'id':'" + id + "'")).isEqualTo(removed(5, 5));
    assertThat(flush("both", "'id':'" + id + "'")).isEqualTo(removed(5, 5));
    assertThat(flush("both", "'id':'" + id + "'")).isEqualTo(removed(0, 0));
    rig.service.calls.clear();
    assertThat(Rig.sources(rig.features(names))).doesNotContain(Source.NEAR, Source.REDIS);
    assertThat(rig.service.idsAsked()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(Rig.sources(rig.features(spotify(4), spotify(1003)))).containsOnly(Source.NEAR);
  }

  @Test
  void flush_isrc_takesItsTracksToo() throws Exception {
    rig.features(isrc(3), spotify(4));
    flush("both", "'id':'" + isrc(3) + "','kind':'audio-features'");
    assertThat(Rig.sources(rig.features(isrc(3), spotify(3), spotify(1003))))
        .doesNotContain(Source.NEAR, Source.REDIS);
    assertThat(Rig.sources(rig.features(spotify(4)))).containsOnly(Source.NEAR);
  }

  @Test
  void flush_oneTier_leavesTheOther() throws Exception {
    rig.features(spotify(1), spotify(2));
    assertThat(flush("near", "'id':'" + spotify(1) + "','kind':'audio-features'"))
        .isEqualTo(removed(1, 0));
    assertThat(Rig.sources(rig.features(spotify(1)))).containsOnly(Source.REDIS);
    assertThat(flush("redis", "'id':'" + spotify(2) + "','kind':'audio-features'"))
        .isEqualTo(removed(0, 1));
    assertThat(Rig.sources(rig.features(spotify(2)))).containsOnly(Source.NEAR);
    rig.restart();
    assertThat(Rig.sources(rig.features(spotify(2)))).containsOnly(Source.RECOBEAT);
  }

  @Test
  void flush_redisGone_isRefusedButOfTheNearTier() throws Exception {
    rig.features(spotify(1), spotify(2));
    redis.close();
    for (String more : List.of("", "'id':'" + spotify(1) + "'", "'dryRun':true")) {
      HttpResponse<String> answer = flushing("both", more);
      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).contains("Redis").doesNotContain("127.0.0.1", "recobeat");
    }
    assertThat(Rig.sources(rig.features(spotify(1)))).containsOnly(Source.NEAR);
    assertThat(get("/admin/stats").getValue("redis")).isNull();
    JsonObject view = get("/admin/ids/" + spotify(1));
    assertThat(view.getBoolean("isComplete")).isFalse();
    assertThat(view.getJsonArray("entries")).hasSize(1);
    assertThat(flush("near", "'id':'" + uuid(1) + "'")).isEqualTo(removed(3, 0));
    assertThat(flush("near", "")).isEqualTo(removed(3, 0));
  }

  private Response send(Request request) {
    Redis client = Redis.createClient(rig.vertx, redis.uri());
    Response response = Rig.get(client.send(request));
    Rig.get(client.close());
    return response;
  }
}
