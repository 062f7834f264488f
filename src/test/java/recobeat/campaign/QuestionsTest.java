package recobeat.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/** Right answers pass, and whatever is wrong with one is noticed. */
@Timeout(60)
class QuestionsTest {

  private final Vertx vertx = Vertx.vertx();
  private final Verdict verdict = new Verdict();
  private final SplittableRandom random = new SplittableRandom(1);
  private Web web;
  private Sim sim;
  private Truth truth;
  private Questions questions;

  @BeforeEach
  void start() throws Exception {
    web = new Web(vertx);
    SimOptions options = SimOptions.defaults().withProfile(Profile.NONE).withBucket(0, 1);
    sim = Sim.start(vertx, options).await(10, TimeUnit.SECONDS);
    truth = new Truth(sim, Sim.start(vertx, options).await(10, TimeUnit.SECONDS), web);
    questions = new Questions(truth);
    List<String> playlist = sim.catalogue().sampleMixed(60, 1);
    truth.learn(playlist);
    questions.release(playlist);
  }

  @AfterEach
  void stop() throws Exception {
    web.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void dropIn_asTheServiceAnswers_isRight() throws Exception {
    for (int i = 0; i < 200; i++) {
      Question question = questions.next(random);
      if (question.method() == HttpMethod.GET) {
        question.check().check(web.send(sim.baseUrl(), question, 10_000), verdict);
      }
    }
    assertThat(verdict.lines()).isEmpty();
    assertThat(verdict.rows.sum()).isGreaterThan(500);
    assertThat(verdict.absences.sum()).isPositive();
  }

  @Test
  void dropIn_rowLeftOut_isADenialUnlessItIsSaidToBeUnsettled() throws Exception {
    Question question = first(each -> each.uri().contains(",") && each.uri().contains("ids="));
    JsonObject row = right(question).rows().get(0);
    Web.Answer less = changed(question, rows -> {
      rows.remove(0);
      return rows;
    });
    question.check().check(less, verdict);
    assertThat(verdict.denials.sum()).isPositive();
    String href = row.getString("href");
    less.headers().set("X-RecoBeat-Unsettled", href.substring(href.lastIndexOf('/') + 1));
    long before = verdict.denials.sum();
    question.check().check(less, verdict);
    assertThat(verdict.denials.sum()).isEqualTo(before);
  }

  @Test
  void dropIn_rowTwiceOrChangedOrOfAnother_isWrong() throws Exception {
    Question question = first(each -> each.uri().contains(",") && each.uri().contains("ids="));
    question.check().check(changed(question, rows -> rows.add(rows.getJsonObject(0))), verdict);
    assertThat(verdict.wrong.sum()).isEqualTo(1);
    question.check().check(changed(question, rows -> {
      rows.getJsonObject(0).put("isrc", "USABC2512345");
      return rows;
    }), verdict);
    assertThat(verdict.wrong.sum()).isEqualTo(2);
    question.check().check(changed(question, rows -> rows.add(new JsonObject())), verdict);
    assertThat(verdict.wrong.sum()).isEqualTo(3);
  }

  @Test
  void outcomes_inAnotherOrderOrUntrue_areNoticed() {
    Question question = first(each -> each.uri().equals(Noun.TRACKS.address));
    List<String> ids =
        question.body().getJsonArray("ids").stream().map(String.class::cast).toList();
    List<JsonObject> due = ids.stream().map(this::outcome).toList();
    question.check().check(reply(due), verdict);
    assertThat(verdict.lines()).isEmpty();
    question.check().check(reply(due.subList(1, due.size())), verdict);
    assertThat(verdict.wrong.sum()).isEqualTo(1);
    String known = ids.stream().filter(id -> !truth.rows(Noun.TRACKS, id).isEmpty())
        .findFirst().orElseThrow();
    JsonObject denial = new JsonObject().put("id", known).put("status", "absent");
    assertThat(questions.checkOutcome(Noun.TRACKS, denial, verdict)).isFalse();
    assertThat(verdict.denials.sum()).isEqualTo(1);
    JsonObject lie = outcome(known).put("value", new JsonObject());
    assertThat(questions.checkOutcome(Noun.TRACKS, lie, verdict)).isFalse();
    assertThat(verdict.wrong.sum()).isEqualTo(2);
  }

  private JsonObject outcome(String id) {
    List<JsonObject> rows = truth.rows(Noun.TRACKS, id);
    JsonObject outcome = new JsonObject().put("id", id);
    return rows.isEmpty() ? outcome.put("status", "absent")
        : outcome.put("status", "found").put("value", rows.size() == 1
            ? rows.get(0) : new JsonArray(rows));
  }

  private static Web.Answer reply(List<JsonObject> outcomes) {
    return answer(new JsonObject().put("outcomes", new JsonArray(outcomes)));
  }

  private static Web.Answer answer(JsonObject body) {
    return new Web.Answer(200, MultiMap.caseInsensitiveMultiMap(), body.toBuffer(), 0);
  }

  private Question first(Predicate<Question> wanted) {
    Question question = questions.next(random);
    while (!wanted.test(question)) {
      question = questions.next(random);
    }
    return question;
  }

  private Web.Answer right(Question question) throws Exception {
    return web.send(sim.baseUrl(), question, 10_000);
  }

  private Web.Answer changed(Question question, UnaryOperator<JsonArray> change)
      throws Exception {
    return answer(new JsonObject()
        .put("content", change.apply(right(question).json().getJsonArray("content"))));
  }
}
