package recobeat.demo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a playlist: three rounds of recommendations, each seeded with the best tracks so far, ids
 * converted, features and details of every track, the artists of the best. Written once for all
 * clients; confined to the event loop that runs it, good for one run.
 */
final class Workflow {

  static final int SEEDS = 5;
  static final int ROUNDS = 3;
  static final int ROUND_SIZE = 25;
  static final int LENGTH = 20;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::distance).thenComparing(track -> track.spotify);

  private final Service service;
  private final Mood mood;
  private final Consumer<String> progress;
  private final Map<String, Candidate> tracks = new LinkedHashMap<>();
  private final Map<String, Candidate> byRecobeat = new HashMap<>();
  private final Set<String> seedsUsed = new HashSet<>();
  private int errors;

  Workflow(Service service, Mood mood, Consumer<String> progress) {
    this.service = service;
    this.mood = mood;
    this.progress = progress;
  }

  /** From some Spotify ids. */
  Future<Playlist> run(List<String> seeds) {
    Future<Void> rounds = round(1, seeds);
    for (int i = 2; i <= ROUNDS; i++) {
      int number = i;
      rounds = rounds.compose(done -> round(number, nextSeeds()));
    }
    return rounds.compose(done -> artists());
  }

  private Future<Void> round(int number, List<String> seeds) {
    seedsUsed.addAll(seeds);
    if (seeds.isEmpty()) {
      return Future.succeededFuture();
    }
    Future<Void> own = identify(seeds);
    Future<Void> others = service.recommendations(seeds, ROUND_SIZE)
        .compose(answer -> identify(counted(answer).stream().map(Rows::spotify).toList()));
    return own.compose(done -> others).compose(done -> learn()).onSuccess(done ->
        progress.accept("round " + number + " of " + ROUNDS + ", " + tracks.size() + " tracks"));
  }

  private Future<Void> identify(List<String> spotifyIds) {
    List<String> fresh = spotifyIds.stream()
        .filter(id -> !id.isEmpty() && !tracks.containsKey(id)).distinct().toList();
    if (fresh.isEmpty()) {
      return Future.succeededFuture();
    }
    return service.convert(fresh).map(answer -> {
      counted(answer).forEach(pair -> add(pair.getString("spotify"), pair.getString("recobeat")));
      return null;
    });
  }

  private void add(String spotify, String recobeat) {
    Candidate track = new Candidate(spotify, recobeat);
    if (tracks.putIfAbsent(spotify, track) == null) {
      byRecobeat.put(recobeat, track);
    }
  }

  /** Features and details of all tracks that were added since. */
  private Future<Void> learn() {
    List<Candidate> fresh = tracks.values().stream().filter(Candidate::takeUp).toList();
    if (fresh.isEmpty()) {
      return Future.succeededFuture();
    }
    Future<Answer> features =
        service.features(fresh.stream().map(track -> track.recobeat).toList());
    Future<Answer> details = service.details(fresh.stream().map(track -> track.spotify).toList());
    return Future.all(features, details).map(done -> {
      counted(features.result())
          .forEach(row -> with(row, track -> track.score(mood.distance(row))));
      counted(details.result()).forEach(row -> with(row, track -> track.describe(row)));
      return null;
    });
  }

  private void with(JsonObject row, Consumer<Candidate> then) {
    Candidate track = byRecobeat.get(row.getString("id"));
    if (track != null) {
      then.accept(track);
    }
  }

  private List<String> nextSeeds() {
    return best().stream().map(track -> track.spotify)
        .filter(id -> !seedsUsed.contains(id)).limit(SEEDS).toList();
  }

  private List<Candidate> best() {
    return tracks.values().stream().filter(Candidate::isScored).sorted(BEST_FIRST).toList();
  }

  private Future<Playlist> artists() {
    List<Candidate> chosen = best().stream().limit(LENGTH).toList();
    List<String> wanted =
        chosen.stream().flatMap(track -> track.artists().stream()).distinct().toList();
    Future<Answer> answer =
        wanted.isEmpty() ? Future.succeededFuture(Answer.NONE) : service.artists(wanted);
    return answer.map(artists -> playlist(chosen, wanted, counted(artists)));
  }

  private Playlist playlist(
      List<Candidate> chosen, List<String> wanted, List<JsonObject> artists) {
    Set<String> known = new HashSet<>();
    artists.forEach(artist -> known.add(artist.getString("id")));
    boolean complete = chosen.size() == LENGTH
        && chosen.stream().allMatch(Candidate::isDescribed)
        && known.containsAll(wanted);
    List<String> ids = new ArrayList<>();
    chosen.forEach(track -> ids.add(track.spotify));
    return new Playlist(ids, tracks.size(), errors, complete);
  }

  private List<JsonObject> counted(Answer answer) {
    errors += answer.failed();
    return answer.rows();
  }
}
