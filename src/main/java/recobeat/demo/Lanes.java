package recobeat.demo;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Works through a list with so many under way at once. */
final class Lanes {

  private Lanes() {}

  /** All answers in one; the work must not fail and must stay on one event loop. */
  static <T> Future<Answer> run(List<T> items, int atOnce, Function<T, Future<Answer>> work) {
    Iterator<T> left = items.iterator();
    List<Answer> answers = new ArrayList<>();
    List<Future<Void>> lanes = new ArrayList<>();
    for (int i = 0; i < Math.min(atOnce, items.size()); i++) {
      lanes.add(lane(left, work, answers));
    }
    return Future.all(lanes).map(done -> Answer.sum(answers));
  }

  private static <T> Future<Void> lane(
      Iterator<T> left, Function<T, Future<Answer>> work, List<Answer> answers) {
    if (!left.hasNext()) {
      return Future.succeededFuture();
    }
    return work.apply(left.next()).compose(answer -> {
      answers.add(answer);
      return lane(left, work, answers);
    });
  }

  /** Pieces of at most some size, in order. */
  static <T> List<List<T>> pieces(List<T> items, int size) {
    List<List<T>> pieces = new ArrayList<>();
    for (int i = 0; i < items.size(); i += size) {
      pieces.add(items.subList(i, Math.min(items.size(), i + size)));
    }
    return pieces;
  }
}
