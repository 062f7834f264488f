package recobeat.missing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import recobeat.message.Addresses;
import recobeat.message.KeepMissing.Asked;
import recobeat.model.LifeOptions;
import recobeat.model.Lifetimes;
import recobeat.near.Absences;
import recobeat.near.Near;
import recobeat.near.NearOptions;
import recobeat.time.Time;

class NamingTest {

  private final Vertx vertx = Vertx.vertx();
  private final Naming naming = new Naming(vertx, new Addresses("test"),
      new Near(NearOptions.defaults(), new Lifetimes(LifeOptions.defaults())), Time.system());

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void asked_severalRequestsOfAWorkflow_areOne() {
    assertThat(naming.asked(List.of(
        request("w", 3, id(1), "no id"),
        request("v", 1, "no id"),
        request("w", 2, id(2), id(1)))))
        .singleElement().satisfies(asked -> {
          assertThat(asked.workflow()).isEqualTo("w");
          assertThat(asked.ids())
              .containsExactlyInAnyOrder(id(1), id(2));
          assertThat(asked.missing()).isEqualTo(asked.ids());
          assertThat(asked.lastAt()).isEqualTo(3);
        });
  }

  /** Milliseconds; to copy what there is for each of them takes far more than the limit. */
  @Test
  @Timeout(4)
  void asked_manySmallRequestsOfAWorkflow_takesNoLongerThanOneLargeOne() {
    int count = 60_000;
    List<Asked> asked = naming.asked(IntStream.range(0, count)
        .mapToObj(n -> request("w", n, id(n))).toList());
    assertThat(asked).singleElement().extracting(one -> one.ids().size()).isEqualTo(count);
  }

  private static Absences.Asked request(String workflow, long at, String... ids) {
    return new Absences.Asked(workflow, List.of(ids), List.of(ids), at);
  }

  private static String id(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(22 - digits.length()) + digits;
  }
}
