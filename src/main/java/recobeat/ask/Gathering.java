package recobeat.ask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import recobeat.message.Accept;
import recobeat.message.Fill;
import recobeat.message.Get;
import recobeat.message.Hints;
import recobeat.message.IdsRequest;
import recobeat.message.Reply;
import recobeat.model.Freshness;
import recobeat.model.Id;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;
import recobeat.near.Near;

/** The outcomes of one request as they come together, each in the place of its id. */
final class Gathering {

  private final Near near;
  private final Accept accept;
  private final long epochMillis;
  private final @Nullable Outcome[] outcomes;

  /** Under which each is kept; null for what is no id. */
  private final @Nullable Key[] keys;

  // What a warm request has no use for is not made for it.
  private Map<Key, List<Place>> missing = Map.of();
  private List<Key> toRefresh = List.of();
  private List<Key> absent = List.of();
  private Set<Long> calls = Set.of();
  private int looked;
  private int fresh;
  private int served;

  Gathering(Near near, int size, Accept accept, long epochMillis) {
    this.near = near;
    this.outcomes = new Outcome[size];
    this.keys = new Key[size];
    this.accept = accept;
    this.epochMillis = epochMillis;
  }

  /** Looks for ids: for all of them step by step, which overlaps the waits for memory. */
  void look(Kind kind, List<String> texts) {
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(kind, texts.get(i));
    }
    for (int i = 0; i < keys.length; i++) {
      Key key = keys[i];
      if (key == null) {
        outcomes[looked++] = Outcome.failed(texts.get(i), Reason.MALFORMED);
      } else {
        look(key, texts.get(i));
      }
    }
  }

  private @Nullable Key key(Kind kind, String text) {
    Key spotify = Key.ofSpotify(kind, text);
    if (spotify != null) {
      return spotify;
    }
    Id id = Id.of(text);
    return id.names(kind.entity()) ? near.canonical(kind, id, epochMillis) : null;
  }

  /** Looks for what is asked next under this text. */
  void look(Key key, String text) {
    int place = looked++;
    keys[place] = key;
    Near.Hit hit = near.find(key, epochMillis);
    if (hit != null && hit.freshness() == Freshness.FRESH) {
      fresh++;
      hit(hit);
      outcomes[place] = Outcome.of(text, hit.entry(), Source.NEAR, epochMillis);
    } else if (hit != null && accept != Accept.FRESH) {
      served++;
      hit(hit);
      outcomes[place] = Outcome.of(text, hit.entry(), Source.STALE, epochMillis);
      if (near.claimRefresh(key, epochMillis)) {
        toRefresh = toRefresh.isEmpty() ? new ArrayList<>() : toRefresh;
        toRefresh.add(key);
      }
    } else {
      missing = missing.isEmpty() ? new LinkedHashMap<>() : missing;
      missing.computeIfAbsent(key, first -> new ArrayList<>(1)).add(new Place(place, text));
    }
  }

  private void hit(Near.Hit hit) {
    if (hit.entry().isAbsent()) {
      absent = absent.isEmpty() ? new ArrayList<>() : absent;
      absent.add(hit.key());
    }
  }

  /** Puts the dispatcher's answers in their places. */
  void take(List<Key> keys, Get.Reply reply, long now) {
    calls = calls.isEmpty() ? new HashSet<>() : calls;
    calls.addAll(reply.calls());
    for (int i = 0; i < keys.size(); i++) {
      Get.Answer answer = reply.answers().get(i);
      for (Place place : missing.getOrDefault(keys.get(i), List.of())) {
        outcomes[place.index] = outcome(place.text, answer, now);
      }
    }
  }

  /** Nothing came back for these. */
  void lose(List<Key> keys, Reason reason) {
    for (Key key : keys) {
      for (Place place : missing.getOrDefault(key, List.of())) {
        outcomes[place.index] = Outcome.failed(place.text, reason);
      }
    }
  }

  /** Places without a value, of which a guess may be made. */
  List<Integer> gaps() {
    List<Integer> gaps = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      Outcome outcome = outcomes[i];
      if (outcome != null && outcome.isGap()) {
        gaps.add(i);
      }
    }
    return gaps;
  }

  /** Of which tracks these are, and what is known of them. */
  List<Fill.Gap> gaps(List<Integer> places, IdsRequest request) {
    return places.stream().map(place -> request.ids().get(place))
        .map(id -> new Fill.Gap(Id.of(id).text(), request.hints(id)))
        .toList();
  }

  /** Puts guesses into the places of some gaps, where there are any; how many there were. */
  int fill(List<Integer> places, Fill.Reply reply) {
    int guessed = 0;
    for (int i = 0; i < places.size(); i++) {
      Outcome gap = outcomes[places.get(i)];
      Fill.Filling filling = reply.fillings().get(i);
      if (gap != null && filling != null) {
        outcomes[places.get(i)] = gap.guessed(filling.source(), filling.value(), filling.guess());
        guessed++;
      }
    }
    return guessed;
  }

  /** What a caller says of those that the dispatcher has to be asked for. */
  Map<String, Hints> missing(IdsRequest request) {
    Map<String, Hints> hints = new HashMap<>();
    missing.forEach((key, places) -> places.forEach(place ->
        hints.merge(key.text(), request.hints(place.text), Hints::or)));
    hints.values().removeIf(Hints.NONE::equals);
    return hints;
  }

  /** Whether nothing at all can be said. */
  boolean isLost() {
    return Arrays.stream(outcomes).allMatch(outcome -> outcome != null
        && outcome.status() == Status.FAILED && outcome.reason() != Reason.MALFORMED);
  }

  /** How many ids were answered already, by entries within their life. */
  int fresh() {
    return fresh;
  }

  /** The same by entries past it. */
  int stale() {
    return served;
  }

  /** Of those answered, what the service does not have. */
  List<Key> absent() {
    return absent;
  }

  /** What the dispatcher has to be asked for: distinct, in the order asked. */
  List<Key> missing() {
    return missing.isEmpty() ? List.of() : List.copyOf(missing.keySet());
  }

  /** What is answered but past its life, and not being refreshed yet. */
  List<Key> toRefresh() {
    return List.copyOf(toRefresh);
  }

  /** All outcomes, in the order asked. */
  Reply reply() {
    return new Reply(List.of(outcomes), calls.size());
  }

  /**
   * Of which ids it is told whether RecoBeat has them, and which of these it has not.
   *
   * @param known under the names as asked
   * @param absent each track once, under the name that it is kept under, with what is said of it
   */
  record Facts(List<String> known, Map<String, Hints> absent) {}

  /** What a reply tells; what is guessed may be known to be missing. */
  Facts facts(Reply reply, Function<String, Hints> hints) {
    List<String> known = new ArrayList<>(reply.outcomes().size());
    Map<String, Hints> missed = new LinkedHashMap<>();
    for (int i = 0; i < keys.length; i++) {
      Outcome outcome = reply.outcomes().get(i);
      Key key = keys[i];
      if (outcome.reason() == null && key != null) {
        known.add(outcome.id());
        if (outcome.status() != Status.FOUND) {
          missed.merge(key.text(), hints.apply(outcome.id()), Hints::or);
        }
      }
    }
    return new Facts(known, missed);
  }

  private static Outcome outcome(String text, Get.Answer answer, long now) {
    if (answer.entry() == null || answer.source() == null) {
      Reason reason = answer.reason();
      return Outcome.failed(text, reason == null ? Reason.UNAVAILABLE : reason);
    }
    return Outcome.of(text, answer.entry(), answer.source(), now);
  }

  private record Place(int index, String text) {}
}
