package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import recobeat.message.Details;
import recobeat.message.Hints;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/**
 * How well invented tracks are guessed that are in no file and that nothing was fitted to: a fifth
 * of the stand-in's, from the artists and titles of the others. Its artists keep to a genre, which
 * nobody tells; within that its tracks have nothing in common.
 */
@Timeout(60)
class StandInQualityTest {

  private static final int TRACKS = 4_000;
  private static final int IDS_EACH = 40;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private record Track(String id, Hints hints, Features features) {}

  private record Guess(Estimate estimate, Features truth) {}

  private static List<Guess> guesses = List.of();
  private static double[] means = Features.none();

  @BeforeAll
  static void guess() throws Exception {
    List<Track> tracks = tracks();
    List<Track> known = tracks.subList(0, tracks.size() * 4 / 5);
    Kin kin = new Kin(100_000);
    Priors priors = new Priors(new Genres(GenreFile.shipped()));
    known.forEach(track -> {
      kin.learn(track.id, track.hints, track.features);
      priors.learn(List.of(), track.features);
    });
    Estimator estimator = new Estimator(priors);
    guesses = tracks.subList(known.size(), tracks.size()).stream()
        .map(track -> new Guess(
            estimator.estimate(track.hints, kin.of(track.id, track.hints)), track.features))
        .sorted(Comparator.comparingDouble(guess -> guess.estimate.confidence()))
        .toList();
    for (int i = 0; i < Feature.QUANTITIES; i++) {
      int at = i;
      means[i] = known.stream().mapToDouble(track -> track.features.get(at)).average().orElse(0);
    }
  }

  @Test
  void estimates_areBetterThanTheMeanOfAll() {
    double all = relative(guesses);
    System.out.printf(Locale.ROOT, "stand-in, relative RMSE: %.3f%n", all);
    assertThat(guesses).hasSizeGreaterThan(700);
    assertThat(all).isLessThan(0.95);
  }

  @Test
  void confidence_tellsGoodGuessesFromBad() {
    int third = guesses.size() / 3;
    double low = relative(guesses.subList(0, third));
    double high = relative(guesses.subList(2 * third, guesses.size()));
    System.out.printf(Locale.ROOT, "stand-in, by confidence: %.3f to %.3f%n", low, high);
    assertThat(high).isLessThan(low - 0.03);
  }

  @Test
  void expectedErrors_areNotFarFromThoseMet() {
    for (int i = 0; i < Feature.QUANTITIES; i++) {
      int at = i;
      double met = guesses.stream().mapToDouble(guess -> squared(guess, at)).sum();
      double expected = guesses.stream()
          .mapToDouble(guess -> Math.pow(guess.estimate.errors()[at], 2)).sum();
      assertThat(Math.sqrt(met / expected)).as(Feature.at(i).text()).isBetween(0.7, 1.4);
    }
  }

  private static double squared(Guess guess, int quantity) {
    double error = guess.estimate.features().get(quantity) - guess.truth.get(quantity);
    return error * error;
  }

  /** To the error that the mean of the known ones makes, the mean over all quantities. */
  private static double relative(List<Guess> some) {
    double sum = 0;
    for (int i = 0; i < Feature.QUANTITIES; i++) {
      int at = i;
      double met = some.stream().mapToDouble(guess -> squared(guess, at)).sum();
      double plain = some.stream()
          .mapToDouble(guess -> Math.pow(guess.truth.get(at) - means[at], 2)).sum();
      sum += Math.sqrt(met / plain);
    }
    return sum / Feature.QUANTITIES;
  }

  /** In the order of a sample, which has nothing to do with artists. */
  private static List<Track> tracks() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      Sim sim = get(Sim.start(vertx, SimOptions.defaults()
          .withProfile(Profile.NONE).withBucket(0, 1).withCoverage(1)));
      List<String> ids = sim.catalogue().sampleTracks(TRACKS, 1);
      List<Track> tracks = new ArrayList<>();
      for (int from = 0; from < ids.size(); from += IDS_EACH) {
        String some = String.join(",", ids.subList(from, Math.min(ids.size(), from + IDS_EACH)));
        Map<String, JsonObject> details = rows(sim.baseUrl() + "/v1/track?ids=" + some);
        rows(sim.baseUrl() + "/v1/audio-features?ids=" + some).forEach((id, row) ->
            tracks.add(new Track(id, Details.hints(details.get(id)), Features.read(row))));
      }
      return tracks;
    } finally {
      get(vertx.close());
    }
  }

  private static Map<String, JsonObject> rows(String url) throws Exception {
    var answer = HTTP.send(
        HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    Map<String, JsonObject> rows = new HashMap<>();
    JsonArray content = new JsonObject(answer.body()).getJsonArray("content");
    for (int i = 0; i < content.size(); i++) {
      rows.put(content.getJsonObject(i).getString("id"), content.getJsonObject(i));
    }
    return rows;
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
