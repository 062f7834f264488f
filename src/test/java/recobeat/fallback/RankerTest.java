package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import recobeat.ask.AskOptions;
import recobeat.ask.Asking;
import recobeat.message.Addresses;
import recobeat.message.Codecs;
import recobeat.message.RankReply;
import recobeat.message.RankRequest;
import recobeat.metrics.Counters;
import recobeat.model.LifeOptions;
import recobeat.model.Lifetimes;
import recobeat.near.Absences;
import recobeat.near.Hits;
import recobeat.near.Near;
import recobeat.near.NearOptions;
import recobeat.time.Time;

class RankerTest {

  @Test
  void rank_guessesThatNeverCome_isAnsweredWithoutThem() {
    Vertx vertx = Vertx.vertx();
    try {
      Codecs.register(vertx.eventBus());
      Asking asking = new Asking(vertx, new Addresses("test"),
          new Near(NearOptions.defaults(), new Lifetimes(LifeOptions.defaults())), new Hits(),
          new Absences(false), new Counters(), Time.system(), AskOptions.defaults());
      Promise<List<@Nullable Estimate>> never = Promise.promise();
      Ranker ranker = new Ranker(vertx, asking, Time.system(), fill -> never.future());
      RankReply reply = ranker.rank(RankRequest.fromJson(new JsonObject()
              .put("tracks", new JsonArray().add("7Kq2VbN0xTzPmR4sLw9aYc"))
              .put("targets", new JsonObject().put("energy", 0.5))
              .put("waitMs", 0)))
          .toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
      assertThat(reply.calls()).isZero();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
