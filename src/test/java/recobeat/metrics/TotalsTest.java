package recobeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import recobeat.message.Call;
import recobeat.message.Get;
import recobeat.message.Noun;
import recobeat.model.Endpoint;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Reason;
import recobeat.model.Source;

/** What is counted, and how it stands in a registry. */
class TotalsTest {

  private static final Entry FOUND = Entry.found(Json.of("{}"), 1, 0);
  private static final Entry ABSENT = Entry.absent(null, 1, 0, 0);

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Counters counters = new Counters(registry);

  @Test
  void answers_ofEverySource_areToldApart() {
    List<Get.Answer> answers = List.of(
        Get.Answer.of(FOUND, Source.REDIS), Get.Answer.of(ABSENT, Source.REDIS),
        Get.Answer.of(FOUND, Source.NEAR), Get.Answer.of(FOUND, Source.STALE),
        Get.Answer.of(FOUND, Source.JOINED), Get.Answer.of(ABSENT, Source.RECOBEAT),
        Get.Answer.failed(Reason.TIMED_OUT));
    List<Key> keys = List.of(key(1), key(2), key(3), key(4), key(5), key(6), key(7));
    counters.onNear(Kind.FEATURES, 2, 1, 7, List.of(key(8)));
    counters.onAnswered(keys, new Get.Reply(answers, Set.of()));
    Totals totals = counters.totals();
    assertThat(totals.asked(Noun.AUDIO_FEATURES)).isEqualTo(10);
    assertThat(totals.hits(Noun.AUDIO_FEATURES)).isEqualTo(3 + 4);
    assertThat(totals.missing(Noun.AUDIO_FEATURES)).isEqualTo(3);
    assertThat(totals.failed(Noun.AUDIO_FEATURES)).isEqualTo(1);
    assertThat(totals.saved(Saving.NEAR)).isEqualTo(2 + 1);
    assertThat(totals.saved(Saving.NEGATIVE)).isEqualTo(1 + 1);
    assertThat(totals.saved(Saving.REDIS)).isEqualTo(2);
    assertThat(totals.saved(Saving.JOINED)).isEqualTo(1);
    assertThat(totals.asked(Noun.IDS)).isZero();
    assertThat(counters.missingTracks(2)).containsExactly(
        new MissingId("2", 1), new MissingId("6", 1));
  }

  @Test
  void call_answered_savesThoseThatRodeAlong() {
    counters.onCall(Endpoint.FEATURES, new Call.Rows(List.of(), Json.of("{}"), 1), 40, 30, 900);
    counters.onCall(Endpoint.FEATURES, new Call.Throttled(1), 40, 30, 900);
    counters.onCall(Endpoint.SEARCH, new Call.Broken("x"), 1, 1, 900);
    Totals totals = counters.totals();
    assertThat(totals.saved(Saving.BATCHED)).isEqualTo(29);
    assertThat(totals.calls()).isEqualTo(3);
    assertThat(totals.calls(CallOutcome.THROTTLED)).isEqualTo(1);
    assertThat(registry.get("recobeat.upstream.calls").tag("endpoint", "search")
        .tag("outcome", "broken").functionCounter().count()).isEqualTo(1);
    assertThat(registry.get("recobeat.batch.size").tag("endpoint", "features").summary()
        .totalAmount()).isEqualTo(80);
    assertThat(totals.lines()).containsEntry("recobeat.upstream.calls", 3L)
        .containsEntry("recobeat.upstream.calls[features, throttled]", 1L);
  }

  @Test
  void latency_anyShare_isRightToAFewPerCent() {
    for (int ms = 1; ms <= 10_000; ms++) {
      counters.onCall(Endpoint.TRACKS, new Call.Nothing(), 1, 1, ms);
    }
    Totals totals = counters.totals();
    for (double share : new double[] {0.5, 0.95, 0.99}) {
      assertThat(totals.latencyMs(share)).isCloseTo(share * 10_000, within(share * 500));
    }
    assertThat(totals.since(totals).latencyMs(0.5)).isNaN();
    counters.onCall(Endpoint.TRACKS, new Call.Nothing(), 1, 1, Long.MAX_VALUE);
    assertThat(counters.totals().since(totals).latencyMs(1)).isGreaterThan(240_000);
  }

  @Test
  void missing_moreIdsThanAreKept_keepsThoseAskedForMost() {
    MissingIds missing = new MissingIds();
    for (int id = 0; id < 20_000; id++) {
      missing.count("id-" + id);
      missing.count("id-3");
    }
    assertThat(missing.top(1)).containsExactly(new MissingId("id-3", 20_001));
    assertThat(missing.top(20_000)).hasSize(10_000);
    missing.fade();
    assertThat(missing.top(20_000)).containsExactly(new MissingId("id-3", 20_001));
  }

  @Test
  void registry_ofAnEngine_hasEveryMeterUntilItsEnd() {
    counters.onTruth("energy", Source.ESTIMATED, 0.7);
    Set<String> names = new HashSet<>();
    registry.getMeters().forEach(meter -> names.add(meter.getId().getName()));
    for (Meter meter : Meter.values()) {
      assertThat(names).contains(meter.id());
      assertThat(registry.find(meter.id()).meters()).allSatisfy(each -> {
        assertThat(each.getId().getDescription()).isEqualTo(meter.description());
        assertThat(each.getId().getTags()).extracting(tag -> tag.getKey())
            .containsExactlyInAnyOrderElementsOf(meter.labels());
      });
    }
    assertThat(registry.getMeters().stream()
        .filter(meter -> !meter.getId().getName().endsWith(".histogram"))).hasSizeLessThan(200);
    counters.close();
    assertThat(registry.getMeters()).noneMatch(
        meter -> meter.getId().getName().startsWith("recobeat."));
  }

  private static Key key(int id) {
    return new Key(Kind.FEATURES, Integer.toString(id));
  }
}
