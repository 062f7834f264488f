package recobeat.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import recobeat.ask.AskOptions;
import recobeat.ask.Asking;
import recobeat.message.Addresses;
import recobeat.metrics.Counters;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.LifeOptions;
import recobeat.model.Lifetimes;
import recobeat.near.Absences;
import recobeat.near.Hits;
import recobeat.near.Near;
import recobeat.near.NearOptions;
import recobeat.time.ManualTime;

class MemoTest {

  private static final String URL = "/v1/audio-features?ids=a,b";
  private static final Key KEY = new Key(Kind.FEATURES, "a");
  private static final Entry ENTRY = Entry.found(Json.of("{}"), 1, 0);

  private final Vertx vertx = Vertx.vertx();
  private final ManualTime time = new ManualTime();
  private final Near near =
      new Near(NearOptions.defaults(), new Lifetimes(LifeOptions.defaults()));
  private final Hits hits = new Hits();
  private final Absences absences = new Absences(true);
  private final Memo memo = new Memo(new Asking(vertx, new Addresses("memo"), near, hits, absences,
      new Counters(), time, AskOptions.defaults()), time);

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void find_askedTwice_isRememberedAndAccounted() {
    Answer answer = answer("HIT", 10);
    memo.offer(URL, answer, memo.changes());
    assertThat(memo.find(URL, "w")).isNull();
    memo.offer(URL, answer, memo.changes());
    assertThat(memo.find(URL, "w")).isSameAs(answer);
    assertThat(memo.find(URL, null)).isSameAs(answer);
    assertThat(memo.find(URL + ",c", "w")).isNull();
    assertThat(hits.drain()).hasEntrySatisfying("w",
        tally -> {
          assertThat(tally.ids()).isEqualTo(2);
          assertThat(tally.missing()).isEqualTo(1);
        });
    Absences.Drained drained = absences.drain();
    assertThat(drained.tracks()).singleElement().satisfies(track -> {
      assertThat(track.id()).isEqualTo("a");
      assertThat(track.asks()).isEqualTo(2);
    });
    assertThat(drained.asked()).singleElement()
        .satisfies(asked -> assertThat(asked.ids()).containsExactly("a", "b"));
  }

  @Test
  void find_somethingWasLearned_isForgotten() {
    remember(answer("HIT", 10));
    near.put(KEY, ENTRY);
    assertThat(memo.find(URL, null)).isNull();
    remember(answer("HIT", 10));
    near.offer(KEY, ENTRY);
    assertThat(memo.find(URL, null)).isNull();
    remember(answer("HIT", 10));
    near.remove(KEY);
    assertThat(memo.find(URL, null)).isNull();
  }

  @Test
  void offer_learnedWhileItWasLookedFor_isNotRemembered() {
    long before = memo.changes();
    near.put(KEY, ENTRY);
    memo.offer(URL, answer("HIT", 10), before);
    memo.offer(URL, answer("HIT", 10), before);
    assertThat(memo.find(URL, null)).isNull();
  }

  @Test
  void find_afterASecond_isForgotten() {
    remember(answer("HIT", 10));
    time.advance(Duration.ofSeconds(1));
    assertThat(memo.find(URL, null)).isNotNull();
    time.advance(Duration.ofMillis(1));
    assertThat(memo.find(URL, null)).isNull();
  }

  @Test
  void offer_staleOrLong_isNotRemembered() {
    remember(answer("STALE", 10));
    assertThat(memo.find(URL, null)).isNull();
    remember(answer("HIT", 40_000));
    assertThat(memo.find(URL, null)).isNull();
  }

  private void remember(Answer answer) {
    memo.offer(URL, answer, memo.changes());
    memo.offer(URL, answer, memo.changes());
  }

  private static Answer answer(String cache, int bytes) {
    return new Answer(Buffer.buffer(new byte[bytes]), cache, "0", Kind.FEATURES,
        List.of("a", "b"), List.of(KEY), List.of(), List.of(), "0");
  }
}
