package recobeat.fallback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import recobeat.message.Hints;
import recobeat.model.Source;

/**
 * Guesses the features of a track from those of its kin, and from its genre where they are few.
 *
 * <p>A quantity is taken for the genre's mean, plus what the title's words add, plus deviations of
 * the artists, the album, the song and the recording, each of a known variance ({@link Kinship}),
 * plus noise. The guess is the expectation of that sum given the kin, the best linear unbiased
 * prediction; what remains of the variance is its expected error. So few tracks of an artist count
 * little and many count much, and a recording under another id counts nearly for all. An artist
 * whose tracks differ more among themselves than others' is believed less.
 *
 * <p>Where not even the genre is known, its deviation is one more thing that kin have in common.
 */
final class Estimator {

  /** Solving takes the cube of it, half a millisecond in all. */
  static final int KIN_MAX = 48;

  /** An artist's variance is believed as if so many tracks had shown the usual one. */
  private static final double USUAL_TRACKS = 6;

  /** The same recording is not quite the same twice. */
  private static final double NUGGET = 0.02;

  private static final double RECORDING_VOTE = 8;
  private static final double SONG_VOTE = 2;
  private static final double KIN_VOTE = 0.05;

  /** Only facts are without an error. */
  private static final double NAME_ERROR_MIN = 1e-6;

  private final Priors priors;

  Estimator(Priors priors) {
    this.priors = priors;
  }

  /**
   * A guess from what is at hand, be it nothing.
   *
   * @param kin harvested tracks of the same artists, the same album or song, in any order
   */
  Estimate estimate(Hints hints, List<Member> kin) {
    Song song = Song.of(hints);
    List<Member> nearest = nearest(song, kin);
    Prior prior = priors.of(hints.genres());
    double[] values = new double[Feature.COUNT];
    double[] errors = new double[Feature.COUNT];
    double unknown = 0;
    double[][] shared = shared(song, nearest);
    for (int i = 0; i < Feature.QUANTITIES; i++) {
      quantity(i, song, nearest, shared, prior, values, errors);
      double all = priors.global().deviations()[i];
      unknown += errors[i] * errors[i] / (all * all) / Feature.QUANTITIES;
    }
    name(Feature.KEY, prior.key(), prior.keyShare(), song, nearest, values, errors);
    name(Feature.MODE, prior.mode(), prior.modeShare(), song, nearest, values, errors);
    return new Estimate(Features.of(values), errors, Math.max(0, Math.min(1, 1 - unknown)),
        basis(song, nearest, prior),
        nearest.isEmpty() ? Source.DEFAULT : Source.ESTIMATED);
  }

  /** Those that tell most; all that are no kin at all are left out. */
  private static List<Member> nearest(Song song, List<Member> kin) {
    List<Member> nearest = new ArrayList<>(kin);
    nearest.removeIf(member -> song.sharedArtists(member.song()) == 0);
    if (nearest.size() > KIN_MAX) {
      nearest.sort(Comparator.comparingDouble(member -> -closeness(song, member.song())));
      return nearest.subList(0, KIN_MAX);
    }
    return nearest;
  }

  private static double closeness(Song song, Song other) {
    return song.sharedArtists(other) + (song.sameAlbum(other) ? 1 : 0)
        + (song.sameRecording(other) ? 4 : song.sameBase(other) ? 2 : 0);
  }

  /** How far artists are shared: row 0 is the track itself, then its kin; the lower half. */
  private static double[][] shared(Song song, List<Member> kin) {
    double[][] shared = new double[kin.size() + 1][];
    for (int i = 0; i < shared.length; i++) {
      Song one = i == 0 ? song : kin.get(i - 1).song();
      shared[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        shared[i][j] = i == j ? 1 : one.sharedArtists(j == 0 ? song : kin.get(j - 1).song());
      }
    }
    return shared;
  }

  private static void quantity(int quantity, Song song, List<Member> kin, double[][] shared,
      Prior prior, double[] values, double[] errors) {
    double spread = Feature.at(quantity).spread();
    double mean = prior.means()[quantity];
    int[] told = kinWith(quantity, kin);
    double[] apart = new double[told.length];
    for (int i = 0; i < apart.length; i++) {
      Member member = kin.get(told[i]);
      apart[i] = (member.features().get(quantity) - mean) / spread
          - Mark.effect(member.song().marks(), quantity);
    }
    double coarse = prior.coarseness()[quantity];
    double artist = Kinship.of(quantity).artist();
    double noise = noise(apart, artist);
    double[][] common = new double[told.length][];
    double[] weights = new double[told.length];
    for (int i = 0; i < common.length; i++) {
      Song one = kin.get(told[i]).song();
      common[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        common[i][j] = common(quantity, one, kin.get(told[j]).song(),
            shared[told[i] + 1][told[j] + 1], coarse, noise);
      }
      common[i][i] = coarse + (1 - coarse) * (artist + (1 - artist) * noise) + NUGGET;
      weights[i] = common(quantity, one, song, shared[told[i] + 1][0], coarse, noise);
    }
    double[] covariances = weights.clone();
    Cholesky.solve(common, weights);
    double sum = Mark.effect(song.marks(), quantity);
    double variance = coarse + (1 - coarse) * (artist + (1 - artist) * noise);
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * apart[i];
      variance -= weights[i] * covariances[i];
    }
    values[quantity] = mean + spread * sum;
    errors[quantity] = prior.deviations()[quantity] * Math.sqrt(Math.max(variance, NUGGET));
  }

  private static double common(
      int quantity, Song one, Song other, double shared, double coarse, double noise) {
    Kinship kinship = Kinship.of(quantity);
    return coarse
        + (1 - coarse) * (kinship.artist() * shared + noise * kinship.beside(one, other));
  }

  /** Those of the kin that have the quantity. */
  private static int[] kinWith(int quantity, List<Member> kin) {
    return IntStream.range(0, kin.size())
        .filter(i -> !Double.isNaN(kin.get(i).features().get(quantity)))
        .toArray();
  }

  /** How much more than usual the kin differ among themselves, as a factor of the variance. */
  private static double noise(double[] apart, double artist) {
    if (apart.length < 2) {
      return 1;
    }
    double mean = 0;
    for (double each : apart) {
      mean += each / apart.length;
    }
    double squares = 0;
    for (double each : apart) {
      squares += (each - mean) * (each - mean);
    }
    return (USUAL_TRACKS + squares / (1 - artist)) / (USUAL_TRACKS + apart.length - 1);
  }

  /** Of a key or mode there is no mean: the kin vote, the nearer with more votes. */
  private static void name(Feature feature, int usual, double share, Song song,
      List<Member> kin, double[] values, double[] errors) {
    double[] votes = new double[(int) feature.most() + 1];
    for (int i = 0; i < votes.length; i++) {
      votes[i] = i == usual ? share : (1 - share) / (votes.length - 1);
    }
    double all = 1;
    for (Member member : kin) {
      if (member.features().has(feature)) {
        double vote = song.sameRecording(member.song()) ? RECORDING_VOTE
            : song.sameBase(member.song()) ? SONG_VOTE
            : KIN_VOTE;
        votes[(int) member.features().get(feature)] += vote;
        all += vote;
      }
    }
    int best = usual;
    for (int i = 0; i < votes.length; i++) {
      if (votes[i] > votes[best]) {
        best = i;
      }
    }
    values[feature.ordinal()] = best;
    errors[feature.ordinal()] = Math.max(NAME_ERROR_MIN, 1 - votes[best] / all);
  }

  private static String basis(Song song, List<Member> kin, Prior prior) {
    int recordings = 0;
    int albums = 0;
    for (Member member : kin) {
      recordings += song.sameRecording(member.song()) ? 1 : 0;
      albums += song.sameAlbum(member.song()) ? 1 : 0;
    }
    StringBuilder basis = new StringBuilder();
    append(basis, "same recording", recordings);
    append(basis, "album", albums);
    append(basis, "artist", kin.size());
    return basis.append(basis.isEmpty() ? "" : " + ").append(prior.label()).toString();
  }

  private static void append(StringBuilder basis, String kind, int tracks) {
    if (tracks > 0) {
      basis.append(basis.isEmpty() ? "" : ", ").append(kind).append(": ").append(tracks)
          .append(tracks == 1 ? " track" : " tracks");
    }
  }
}
