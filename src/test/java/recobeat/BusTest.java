package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.message.IdsRequest;
import recobeat.message.ListRequest;
import recobeat.message.Listing;
import recobeat.message.Reply;
import recobeat.message.Terms;
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/** The engine as other verticles meet it: by messages, with good and bad bodies. */
@Timeout(60)
class BusTest {

  @TempDir
  static Path dir;

  private static Rig rig;

  @BeforeAll
  static void start() {
    rig = new Rig(dir);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void request_record_isAnsweredByRecord() {
    assertThat(Rig.get(request("audio-features", IdsRequest.of(spotify(1)))))
        .isInstanceOf(Reply.class);
  }

  @Test
  void request_json_isAnsweredByJson() {
    Object reply = Rig.get(request("tracks",
        new JsonObject().put("ids", new JsonArray().add(spotify(1)).add("nonsense"))));
    assertThat(reply).isInstanceOf(JsonObject.class);
    JsonArray outcomes = ((JsonObject) reply).getJsonArray("outcomes");
    assertThat(outcomes.getJsonObject(0).getString("status")).isEqualTo("found");
    assertThat(outcomes.getJsonObject(0).getJsonObject("value").getString("trackTitle"))
        .isEqualTo("Track 1");
    assertThat(outcomes.getJsonObject(1)).isEqualTo(new JsonObject()
        .put("id", "nonsense").put("status", "failed").put("reason", "malformed"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "audio-features | {} | ids must name at least one id, not []",
    "audio-features | {'ids':[]} | ids must name at least one id, not []",
    "audio-features | {'ids':'x'} | ids must be an array of strings, not \"x\"",
    "audio-features | {'ids':['a',7]} | ids[1] must be a string, or an object with an id, not 7",
    "tracks | {'ids':['a'],'waitMs':-5} | waitMs must be at least 0, not -5",
    "tracks | {'ids':['a'],'waitMs':'soon'} | waitMs must be a whole number, not \"soon\"",
    "artists | {'ids':['a'],'accept':'any'} | accept must be one of fresh, stale, estimated,"
        + " default, not \"any\"",
    "audio-features | {'ids':['a'],'hints':'x'} | hints must be an object, not \"x\"",
    "audio-features | {'ids':['a'],'hints':{'genres':5}} | hints.genres must be",
    "audio-features | {'ids':['a'],'hints':{'artist':[5]}} | hints.artist must be",
    "audio-features | {'ids':[{'id':'a','hints':{'title':[]}}]} | hints.title must be a string",
    "audio-features | {'ids':['a'],'hints':{'artist':';1;2;3;4;5;6;7;8;9;0;1;2;3;4;5;6;7;8;9;0;1'}}"
        + " | hints must name at most 20 artists and genres, not 21",
    "albums | {'ids':['a'],'workflow':' '} | workflow must have 1 to 200 characters, not none",
    "ids | {'ids':['a'],'entity':'song'} | entity must be one of track, artist, album, not",
    "recommendations | {'seeds':[]} | seeds must name at least one track, not []",
    "recommendations | {'seeds':['%1','%2','%3','%4','%5','%6']} | seeds must name at most 5",
    "recommendations | {'seeds':['x']} | seeds must be Spotify or RecoBeat track ids, not \"x\"",
    "recommendations | {'seeds':['%1'],'size':0} | size must be from 1 to 100, not 0",
    "recommendations | {'seeds':['%1'],'size':101} | size must be from 1 to 100, not 101",
    "recommendations | {'seeds':['%1'],'energy':1.5} | energy must be from 0 to 1, not 1.5",
    "recommendations | {'seeds':['%1'],'key':1.5} | key must be a whole number, not 1.5",
    "recommendations | {'seeds':['%1'],'negativeSeeds':['%1']} | must not name a seed",
    "recommendations | {'seeds':['%1'],'negativeSeeds':['%2']} | must be fewer than seeds",
    "search | {'searchText':'ab'} | searchText must have 3 to 1000 characters, not 2",
    "search | {} | searchText is missing",
    "search | {'searchText':'abc','size':51} | size must be from 1 to 50, not 51",
    "search | {'searchText':'abc','page':1001} | page must be from 0 to 1000, not 1001",
    "lists | {'id':'%1'} | list is missing",
    "lists | {'list':'artist-tracks','id':'x'} | id must be a Spotify or RecoBeat id, not \"x\"",
    "rank | {'tracks':[]} | tracks must name at least one id, not []",
    "rank | {'tracks':[5]} | tracks[0] must be a string",
    "rank | {'tracks':['a'],'targets':{'popularity':5}} | targets.popularity is no audio feature",
    "rank | {'tracks':['a'],'targets':{'energy':{}}} | targets.energy.value is missing",
    "rank | {'tracks':['a'],'targets':{'energy':{'value':1,'weight':0}}} | targets.energy.weight",
    "rank | {'tracks':['a'],'filters':{'tempo':5}} | filters.tempo must be an object",
    "rank | {'tracks':['a'],'filters':{'tempo':{'min':2,'max':1}}} | filters.tempo.min must not be",
    "rank | {'tracks':['a'],'limit':0} | limit must be",
    "workflows | {} | workflow is missing",
  })
  void request_bad_failsWithFieldAndValue(String noun, String body, String text) {
    String json = body.replace('\'', '"');
    for (int i = 1; i <= 6; i++) {
      json = json.replace("%" + i, spotify(i));
    }
    assertFails(request(noun, new JsonObject(json)), 400, text);
  }

  @Test
  void request_bodyIsNoObject_failsAndSaysSo() {
    assertFails(request("tracks", "x"), 400,
        "body must be a JSON object or a IdsRequest, not a String");
    assertFails(request("tracks", null), 400, "not null");
    assertFails(request("tracks", new JsonArray()), 400, "not a JsonArray");
  }

  @Test
  void request_tenThousandIds_isChunkedAndAnswered() {
    List<String> ids = IntStream.range(0, 10_000).mapToObj(n -> spotify(20_000 + n)).toList();
    rig.service.calls.clear();
    Reply reply = (Reply) Rig.get(request("audio-features", IdsRequest.of(ids)));
    assertThat(reply.outcomes().stream().map(Outcome::id)).isEqualTo(ids);
    assertThat(reply.outcomes()).noneMatch(outcome -> outcome.status() == Status.FAILED);
    assertThat(rig.service.calls).hasSize(250);
  }

  @Test
  void request_millionIds_isRefused() {
    List<String> ids = IntStream.range(0, 1_000_001).mapToObj(n -> "x").toList();
    assertFails(request("audio-features", IdsRequest.of(ids)), 400,
        "ids must be at most 100000, not 1000001");
  }

  @Test
  void features_nearHit_sendsNoMessage() {
    rig.features(spotify(3));
    AtomicInteger messages = new AtomicInteger();
    rig.vertx.eventBus().addOutboundInterceptor(sent -> {
      messages.incrementAndGet();
      sent.next();
    });
    // What earlier tests left under way goes on; its messages are not of this hit.
    await().untilAsserted(() -> {
      messages.set(0);
      assertThat(rig.features(spotify(3)).get(0).source()).isEqualTo(Source.NEAR);
      assertThat(messages).hasValue(0);
    });
    rig.features(spotify(4));
    assertThat(messages.get()).as("a miss does send").isPositive();
  }

  @Test
  void waitMs_over_answersTimedOutAndWorkGoesOn() {
    rig.service.hold();
    Outcome over = Rig.get(rig.engine().audioFeatures(
        new IdsRequest(List.of(spotify(701)), Terms.DEFAULT.waitMs(0)))).outcomes().get(0);
    assertThat(over.reason()).isEqualTo(Reason.TIMED_OUT);
    Future<Reply> later = rig.ask(List.of(spotify(701)));
    rig.service.release();
    assertThat(Rig.get(later).outcomes().get(0).status()).isEqualTo(Status.FOUND);
  }

  @Test
  void list_bySpotifyId_convertsFirst() {
    Outcome list = Rig.get(rig.engine().list(
        ListRequest.of(Listing.ARTIST_TRACKS, Tracks.artistSpotify(21))));
    assertThat(list.status()).isEqualTo(Status.FOUND);
    assertThat(list.id()).isEqualTo(Tracks.artistSpotify(21));
    assertThat(rig.features(spotify(811)).get(0).status()).isEqualTo(Status.FOUND);
    Outcome missing = Rig.get(rig.engine().list(
        ListRequest.of(Listing.ALBUM_TRACKS, Tracks.uuid(40))));
    assertThat(missing.status()).isEqualTo(Status.ABSENT);
  }

  @Test
  void workflow_sharedCall_isChargedInParts() {
    rig.service.hold();
    int before = rig.service.calls.size();
    Future<Reply> one = features("one", Tracks.spotify(901, 905));
    Future<Reply> two = features("two", Tracks.spotify(903, 907));
    Future<Reply> three = features("three", Tracks.spotify(901, 902));
    await().until(() -> rig.service.calls.size() > before);
    rig.service.release();
    Rig.get(Future.all(one, two, three));
    features("two", Tracks.spotify(901, 903));
    List<WorkflowReport> reports = List.of(report("one"), report("two"), report("three"));
    assertThat(reports.stream().mapToDouble(WorkflowReport::calls).sum())
        .isCloseTo(rig.service.calls.size() - before, within(1e-9));
    assertThat(report("two").asked()).isEqualTo(6);
    assertThat(report("two").hits()).isEqualTo(2);
    assertThat(report("two").joined()).isEqualTo(2);
    assertThat(report("three").joined()).isEqualTo(1);
    assertThat(report("never asked")).isEqualTo(WorkflowReport.none("never asked"));
  }

  private static Future<Reply> features(String workflow, List<String> ids) {
    return rig.engine().audioFeatures(new IdsRequest(ids, Terms.DEFAULT.workflow(workflow)));
  }

  private static WorkflowReport report(String workflow) {
    return Rig.get(rig.engine().workflow(new WorkflowRequest(workflow)));
  }

  private static Future<Object> request(String noun, @Nullable Object body) {
    return rig.vertx.eventBus().request("recobeat.v1." + noun, body).map(Message::body);
  }

  private static void assertFails(Future<?> future, int code, String text) {
    assertThatThrownBy(() -> Rig.get(future))
        .cause()
        .isInstanceOfSatisfying(ReplyException.class,
            failure -> assertThat(failure.failureCode()).isEqualTo(code))
        .hasMessageContaining(text);
  }
}
