package recobeat.near;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.LifeOptions;
import recobeat.model.Lifetimes;

class NearTest {

  private static final Key KEY = new Key(Kind.FEATURES, "0000000000000000000001");
  private static final long NOW = 1_000_000;

  private final Near near =
      new Near(NearOptions.defaults(), new Lifetimes(LifeOptions.defaults()));

  @Test
  void claimRefresh_sameEntry_onceAMinute() {
    near.put(KEY, entry(1));
    assertThat(near.claimRefresh(KEY, NOW)).isTrue();
    assertThat(near.claimRefresh(KEY, NOW + 59_999)).isFalse();
    assertThat(near.claimRefresh(KEY, NOW + 60_000)).isTrue();
    assertThat(near.claimRefresh(KEY, NOW + 60_001)).isFalse();
  }

  @Test
  void claimRefresh_clockSetBack_isNotHeldUp() {
    near.put(KEY, entry(1));
    assertThat(near.claimRefresh(KEY, NOW)).isTrue();
    assertThat(near.claimRefresh(KEY, NOW - 1)).isTrue();
  }

  @Test
  void claimRefresh_youngerEntry_isAnotherOne() {
    near.put(KEY, entry(1));
    assertThat(near.claimRefresh(KEY, NOW)).isTrue();
    near.put(KEY, entry(2));
    assertThat(near.claimRefresh(KEY, NOW)).isTrue();
  }

  @Test
  void claimRefresh_nothingHeld_isFalse() {
    assertThat(near.claimRefresh(KEY, NOW)).isFalse();
  }

  @Test
  void offer_olderEntry_isNotTaken() {
    near.put(KEY, entry(2));
    near.offer(KEY, entry(1));
    assertThat(near.peek(KEY)).isEqualTo(entry(2));
    near.offer(KEY, entry(3));
    assertThat(near.peek(KEY)).isEqualTo(entry(3));
  }

  private static Entry entry(long storedAt) {
    return Entry.found(Json.of("{}"), storedAt, 0);
  }
}
