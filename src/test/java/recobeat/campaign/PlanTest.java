package recobeat.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans of both forms, for a few seeds. */
class PlanTest {

  private record Case(long seed, long lengthMs, Collection<Trouble> inside, long restMs) {
    Plan plan() {
      return Plan.of(seed, lengthMs, inside, restMs);
    }
  }

  static List<Case> cases() {
    return LongStream.range(0, 6).boxed().flatMap(seed -> Stream.of(Form.SHORT, Form.LONG)
        .flatMap(form -> Stream.of(
            new Case(seed, form.redisMs(), Trouble.OF_REDIS, RedisPart.REST_MS),
            new Case(seed, form.engineMs(), Trouble.OF_THE_ENGINE, EnginePart.REST_MS))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void of_anySeed_hasEveryTroubleWithinItsLength(Case one) {
    assertThat(kinds(one.plan().outside())).containsAll(Trouble.OF_THE_SERVICE);
    assertThat(kinds(one.plan().inside())).containsAll(one.inside());
    assertThat(Stream.concat(one.plan().outside().stream(), one.plan().inside().stream()))
        .allMatch(event -> event.atMs() >= 0 && event.atMs() <= event.endMs()
            && event.endMs() <= one.lengthMs());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void of_anySeed_letsTheInsideRestAndHasOneSpellAtATime(Case one) {
    assertRests(one.plan().outside(), 0);
    assertRests(one.plan().inside(), one.restMs());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void of_sameSeed_isTheSameAndOfAnotherIsNot(Case one) {
    assertThat(one.plan()).isEqualTo(one.plan());
    Case other = new Case(one.seed() + 1_000, one.lengthMs(), one.inside(), one.restMs());
    assertThat(other.plan()).isNotEqualTo(one.plan());
  }

  private static Stream<Trouble> kinds(List<Plan.Event> events) {
    return events.stream().map(Plan.Event::trouble);
  }

  private static void assertRests(List<Plan.Event> events, long restMs) {
    for (int i = 1; i < events.size(); i++) {
      assertThat(events.get(i).atMs() - events.get(i - 1).endMs())
          .isGreaterThanOrEqualTo(restMs);
    }
  }
}
