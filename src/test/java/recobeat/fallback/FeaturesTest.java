package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeaturesTest {

  @Test
  void read_takesWhatIsThere() {
    Features features = Features.read(new JsonObject("""
        {"id": "x", "energy": 0.733, "instrumentalness": 9.54e-5, "key": -1, "mode": 1,
         "tempo": null, "valence": "high"}"""));

    assertThat(features.get(Feature.ENERGY)).isEqualTo(0.733);
    assertThat(features.get(Feature.INSTRUMENTALNESS)).isEqualTo(9.54e-5);
    assertThat(features.get(Feature.MODE)).isEqualTo(1);
    assertThat(features.has(Feature.KEY)).isFalse();
    assertThat(features.has(Feature.TEMPO)).isFalse();
    assertThat(features.has(Feature.VALENCE)).isFalse();
    assertThat(features.toJson()).isEqualTo(
        new JsonObject("{\"energy\":0.733,\"instrumentalness\":1.0E-4,\"mode\":1}"));
  }

  @Test
  void pack_keepsAllThatMatters() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      double[] values = new double[Feature.COUNT];
      for (int i = 0; i < values.length; i++) {
        Feature feature = Feature.at(i);
        double value = feature.least()
            + random.nextDouble() * (feature.most() - feature.least());
        values[i] = random.nextInt(6) == 0 ? Double.NaN
            : feature.isName() ? Math.rint(value) : value;
      }
      Song song = new Song(random.ints(random.nextInt(5)).toArray(), random.nextInt(),
          random.nextInt(), random.nextInt(), random.nextInt(1 << 11));

      byte[] packed = new Member(song, Features.of(values)).pack();
      Member read = Member.unpack(packed);

      assertThat(packed).hasSizeLessThanOrEqualTo(51);
      assertThat(read).isNotNull();
      assertThat(read.song()).usingRecursiveComparison().isEqualTo(song);
      for (int i = 0; i < values.length; i++) {
        Feature feature = Feature.at(i);
        if (Double.isNaN(values[i])) {
          assertThat(read.features().has(feature)).isFalse();
        } else {
          assertThat(read.features().get(i)).isCloseTo(values[i],
              within((feature.most() - feature.least()) / 1e5));
        }
      }
    }
  }

  @Test
  void unpack_ofAnotherFormat_isNothing() {
    byte[] packed = new Member(new Song(new int[] {7}, 1, 2, 3, 4), Features.of(0.5)).pack();

    assertThat(Member.unpack(packed)).isNotNull();
    assertThat(Member.unpack(Arrays.copyOf(packed, packed.length - 1))).isNull();
    assertThat(Member.unpack(new byte[0])).isNull();
    packed[0] = 9;
    assertThat(Member.unpack(packed)).isNull();
  }

  @Test
  void distance_ofKeys_goesRound() {
    assertThat(Feature.KEY.distance(0, 11)).isEqualTo(1);
    assertThat(Feature.KEY.distance(2, 8)).isEqualTo(6);
    assertThat(Feature.TEMPO.distance(60, 180)).isEqualTo(120);
  }
}
