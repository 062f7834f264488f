package recobeat.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import recobeat.message.Accept;
import recobeat.message.Addresses;
import recobeat.message.Codecs;
import recobeat.message.Fill;
import recobeat.message.IdsRequest;
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

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
