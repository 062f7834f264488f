package recobeat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {

  @Test
  void run_moreThanLanes_startsTheNextWhenOneEnds() {
    Deque<Promise<Answer>> open = new ArrayDeque<>();
    List<Integer> started = new ArrayList<>();
    var answer = Lanes.run(List.of(1, 2, 3, 4), 3, item -> {
      started.add(item);
      open.add(Promise.promise());
      return open.getLast().future();
    });
    assertThat(started).containsExactly(1, 2, 3);

    open.poll().complete(new Answer(List.of(new JsonObject()), 0));
    assertThat(started).containsExactly(1, 2, 3, 4);

    open.forEach(rest -> rest.complete(Answer.FAILED));
    assertThat(answer.result().rows()).hasSize(1);
    assertThat(answer.result().failed()).isEqualTo(3);
  }

  @Test
  void run_nothing_isDone() {
    assertThat(Lanes.run(List.of(), 3, item -> Promise.<Answer>promise().future()).result())
        .isEqualTo(Answer.NONE);
  }

  @Test
  void pieces_rest_isTheLast() {
    assertThat(Lanes.pieces(List.of(1, 2, 3, 4, 5), 2))
        .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
  }
}
