package recobeat.dispatch;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import recobeat.message.Get;
import recobeat.model.Endpoint;
import recobeat.model.Reason;

/** A request that is not answered yet. */
final class Pending {

  final long token;
  final Get get;
  final long deadline;
  final Urgency urgency;

  /** Who takes turns with others: its workflow, or itself. */
  final Object account;

  /** The flights it waits for, in the places of their keys; it leaves them at its deadline. */
  final @Nullable Flight[] flights;

  /** The calls that carried something it waits for. */
  private final Set<Long> calls = new HashSet<>(4);

  /** Answered or refused. */
  boolean ended;

  private final Get.@Nullable Answer[] answers;
  private int open;

  Pending(long token, Get get, long deadline) {
    this.token = token;
    this.get = get;
    this.deadline = deadline;
    this.urgency = Urgency.of(get.priority());
    this.account = get.workflow() == null ? this : get.workflow();
    this.flights = new Flight[get.keys().size()];
    this.answers = new Get.Answer[get.keys().size()];
    this.open = answers.length;
  }

  /** Answers one key, once. */
  void answer(int index, Get.Answer answer) {
    assert answers[index] == null;
    answers[index] = answer;
    open--;
  }

  void onCall(long id) {
    calls.add(id);
  }

  /** Whether it waits, and for nothing that is queued at this endpoint. */
  boolean isElsewhere(Endpoint endpoint) {
    if (ended) {
      return false;
    }
    for (Flight flight : flights) {
      Seat seat = flight == null ? null : flight.seat;
      if (seat != null && seat.endpoint == endpoint && seat.state == Seat.State.QUEUED) {
        return false;
      }
    }
    return true;
  }

  boolean isComplete() {
    return open == 0;
  }

  /** The reply, with this reason for whatever is still open. */
  Get.Reply reply(Reason otherwise) {
    return new Get.Reply(Arrays.stream(answers)
        .map(answer -> answer == null ? Get.Answer.failed(otherwise) : answer)
        .toList(), Set.copyOf(calls));
  }
}
