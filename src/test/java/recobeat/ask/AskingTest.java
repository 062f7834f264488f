package recobeat.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.message.Accept;
import recobeat.message.Addresses;
import recobeat.message.Codecs;
import recobeat.message.Fill;
import recobeat.message.IdsRequest;
import recobeat.message.Recommend;
import recobeat.message.RecommendationRequest;
import recobeat.message.Reply;
import recobeat.message.Terms;
import recobeat.metrics.Counters;
import recobeat.model.Guess;
import recobeat.model.Json;
import recobeat.model.Kind;
import recobeat.model.LifeOptions;
import recobeat.model.Lifetimes;
import recobeat.model.Source;
import recobeat.model.Status;
import recobeat.near.Absences;
import recobeat.near.Hits;
import recobeat.near.Near;
import recobeat.near.NearOptions;
import recobeat.time.Time;

class AskingTest {

  private final Vertx vertx = Vertx.vertx();
  private final Addresses addresses = new Addresses("test");
  private final Asking asking = new Asking(vertx, addresses,
      new Near(NearOptions.defaults(), new Lifetimes(LifeOptions.defaults())), new Hits(),
      new Absences(false), new Counters(), Time.system(), AskOptions.defaults());

  @AfterEach
  void close() {
    get(vertx.close());
  }

  @Test
  void ids_guessesSomewhatLate_areTaken() {
    Codecs.register(vertx.eventBus());
    vertx.eventBus().<Fill>localConsumer(addresses.fill(), message ->
        vertx.setTimer(message.body().limitMs() + 20, late -> message.reply(
            new Fill.Reply(List.of(new Fill.Filling(
                Source.DEFAULT, Json.of("{}"), new Guess(0.1, "all tracks")))))));
    Reply reply = get(asking.ids(Kind.FEATURES, new IdsRequest(
        List.of("7Kq2VbN0xTzPmR4sLw9aYc"), Terms.DEFAULT.accept(Accept.DEFAULT).waitMs(0))));
    assertThat(reply.outcomes().get(0).status()).isEqualTo(Status.GUESSED);
  }

  @Test
  void recommendations_somewhatLate_areTaken() {
    Codecs.register(vertx.eventBus());
    vertx.eventBus().<Recommend>localConsumer(addresses.recommend(), message ->
        vertx.setTimer(message.body().limitMs() + 20, late -> message.reply(
            new Recommend.Reply(new Fill.Filling(
                Source.ESTIMATED, Json.of("{}"), new Guess(0.1, "neighbours"))))));
    Reply reply = get(asking.recommendations(new RecommendationRequest(
        List.of("7Kq2VbN0xTzPmR4sLw9aYc"), 1, List.of(), Map.of(),
        Terms.DEFAULT.accept(Accept.ESTIMATED).waitMs(0))));
    assertThat(reply.outcomes().get(0).status()).isEqualTo(Status.GUESSED);
  }

  @Test
  void factsMs_leavesMoreForManyGuesses_butHalfOfTheWaitAtLeast() {
    assertThat(asking.factsMs(0, 1)).isZero();
    assertThat(asking.factsMs(1_000, 1)).as("a quarter is left").isEqualTo(750);
    assertThat(asking.factsMs(10_000, 1)).as("half a second is").isEqualTo(9_500);
    assertThat(asking.factsMs(10_000, 5_000)).isEqualTo(8_500);
    assertThat(asking.factsMs(5_000, 10_000)).isEqualTo(3_250);
    assertThat(asking.factsMs(1_000, 100_000)).isEqualTo(500);
    assertThat(asking.factsMs(Ask.WAIT_MS_MAX, 1)).isEqualTo(Ask.WAIT_MS_MAX - 500);
  }

  @Test
  void guessMs_leavesTheWayBack_moreForMany() {
    assertThat(asking.guessMs(-5, 1)).as("who does not wait").isEqualTo(50);
    assertThat(asking.guessMs(100, 1)).isEqualTo(80);
    assertThat(asking.guessMs(100_000, 1)).as("no longer than is of use").isEqualTo(1_600);
    assertThat(asking.guessMs(1_750, 10_000)).isEqualTo(1_250);
    assertThat(asking.guessMs(600, 10_000)).as("half at least").isEqualTo(300);
    assertThat(asking.guessMs(100_000, 10_000)).isEqualTo(3_200);
  }

  @ParameterizedTest
  @CsvSource({"100, 1", "1750, 1", "1750, 10000", "600, 10000", "2000, 100"})
  void lateMs_isALittleBehindTheWait(long leftMs, int gaps) {
    assertThat(asking.lateMs(asking.guessMs(leftMs, gaps), gaps))
        .isBetween(leftMs + 148, leftMs + 150);
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
