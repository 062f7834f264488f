package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import recobeat.message.Addresses;
import recobeat.message.Codecs;
import recobeat.message.KeepManual;
import recobeat.message.Manual;
import recobeat.model.Id;
import recobeat.time.ManualTime;

/** Changes of manual features, with a Redis that the test plays. */
class CuratorTest {

  private static final Id ONE = Id.of("7Kq2VbN0xTzPmR4sLw9aYc");
  private static final Id OTHER = Id.of("7Kq2VbN0xTzPmR4sLw9aYd");

  private final Vertx vertx = Vertx.vertx();
  private final Addresses addresses = new Addresses("test");
  private final Manuals manuals = new Manuals(9);
  private final AtomicInteger kept = new AtomicInteger();

  @BeforeEach
  void serve() {
    Codecs.register(vertx.eventBus());
    for (Id id : List.of(ONE, OTHER)) {
      manuals.set(Map.of(id.text(), Told.of(Map.of("energy", 0.5), "ana", 1)));
    }
    vertx.eventBus().<Manual>localConsumer(addresses.manual(), new Curator(
        vertx, addresses, FallbackOptions.defaults(), new ManualTime(), manuals)::serve);
  }

  @AfterEach
  void close() {
    get(vertx.close());
  }

  @Test
  void delete_redisLostThem_tellsOfTheDelete() {
    redis(false);
    assertThat(delete()).isEqualTo(new Manual.Done(1, 1));
    assertThat(kept).hasValue(2);
  }

  @Test
  void delete_redisLostThemAndTakesNoMore_isMadeAllTheSame() {
    redis(true);
    assertThat(delete()).isEqualTo(new Manual.Done(1, 1));
    assertThat(manuals.of(ONE.text())).isNull();
  }

  /** It has lost all; then it takes, or refuses, what it is given again. */
  private void redis(boolean isFailing) {
    vertx.eventBus().<KeepManual>localConsumer(addresses.keepManual(), message -> {
      if (kept.incrementAndGet() > 1 && isFailing) {
        message.fail(1, "no room");
      } else {
        message.reply(new KeepManual.Reply(
            false, 0, message.body().set().size(), kept.get() == 1));
      }
    });
  }

  private Object delete() {
    return get(vertx.eventBus().request(addresses.manual(), new Manual.Delete(ONE))).body();
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
