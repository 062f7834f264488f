package recobeat.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import recobeat.sim.Ids.Kind;

/** Makes the records of the catalogue from their numbers, and those of adopted tracks from ids. */
final class Press {

  private static final double TWIN_SHARE = 0.25;
  private static final double WITHOUT_FEATURES = 0.02;
  private static final Genre[] GENRES = Genre.values();

  private final long seed;
  private final Ids ids;
  private final Discography discography;

  Press(long seed, Ids ids, Discography discography) {
    this.seed = seed;
    this.ids = ids;
    this.discography = discography;
  }

  Genre genreOf(int artist) {
    return GENRES[(int) Long.remainderUnsigned(Mix.of(seed, "genre", artist), GENRES.length)];
  }

  /** The track whose recording this is: itself, or the one before that it brings out again. */
  int recordingOf(int track) {
    boolean twin =
        discography.opensLaterAlbum(track)
            && Mix.unit(Mix.of(seed, "twin", track)) < TWIN_SHARE;
    return twin ? track - 1 : track;
  }

  String titleOf(int track) {
    return Words.title(randomOf("title", recordingOf(track)));
  }

  Track track(int number) {
    int recording = recordingOf(number);
    int artist = discography.artistOf(discography.albumOf(number));
    RandomGenerator shared = randomOf("track", recording);
    RandomGenerator own = randomOf("edition", number);
    return new Track(
        ids.uuid(Kind.TRACK, number),
        ids.spotify(Kind.TRACK, number),
        titleOf(number),
        credits(artist, shared),
        genreOf(artist),
        95_000 + shared.nextInt(240_000),
        ids.isrc(recording),
        Words.countries(own),
        popularity(own),
        own.nextDouble() < WITHOUT_FEATURES ? null : Features.draw(genreOf(artist), shared));
  }

  /** A track for an id from outside: the same one each time. */
  Track adopted(String spotifyId) {
    long hash = Mix.of(seed, spotifyId);
    RandomGenerator random = new SplittableRandom(hash);
    int artist = random.nextInt(discography.artists());
    return new Track(
        Ids.uuid(hash, random.nextLong()),
        spotifyId,
        Words.title(random),
        credits(artist, random),
        genreOf(artist),
        95_000 + random.nextInt(240_000),
        Ids.isrc(random.nextLong(), random.nextInt(100_000)),
        Words.countries(random),
        popularity(random),
        random.nextDouble() < WITHOUT_FEATURES ? null : Features.draw(genreOf(artist), random));
  }

  /** The album of an adopted track. */
  int albumFor(String spotifyId) {
    return (int) Long.remainderUnsigned(Mix.of(seed, "album " + spotifyId), discography.albums());
  }

  Artist artist(int number) {
    return new Artist(
        ids.uuid(Kind.ARTIST, number), ids.spotify(Kind.ARTIST, number), artistName(number));
  }

  String artistName(int number) {
    return Words.artist(randomOf("artist", number));
  }

  String albumName(int number) {
    return Words.title(randomOf("album name", number));
  }

  Album album(int number) {
    RandomGenerator random = randomOf("album", number);
    int month = 1 + random.nextInt(12);
    int day = 1 + random.nextInt(28);
    String date = (1965 + random.nextInt(61)) + "-" + twoDigits(month) + "-" + twoDigits(day);
    return new Album(
        ids.uuid(Kind.ALBUM, number),
        ids.spotify(Kind.ALBUM, number),
        discography.typeOf(number),
        List.of(artist(discography.artistOf(number))),
        (int) discography.tracksOn(number).count(),
        albumName(number),
        Words.countries(random),
        random.nextBoolean() ? date : date + "T00:00:00",
        random.nextDouble() < 0.9 ? "day" : random.nextBoolean() ? "month" : "year",
        "50" + (10_000_000_000L + random.nextLong(89_999_999_999L)),
        Words.label(random),
        popularity(random));
  }

  /** The artist and, for three tracks in ten, up to three guests. */
  private List<Artist> credits(int artist, RandomGenerator random) {
    List<Artist> credits = new ArrayList<>();
    credits.add(artist(artist));
    for (int i = 0; i < 3 && random.nextDouble() < 0.3; i++) {
      int guest = artist + 1 + 50 * i + random.nextInt(50);
      credits.add(artist(guest % discography.artists()));
    }
    return List.copyOf(credits);
  }

  private RandomGenerator randomOf(String purpose, int number) {
    return new SplittableRandom(Mix.of(seed, purpose, number));
  }

  private static int popularity(RandomGenerator random) {
    double uniform = random.nextDouble();
    return (int) (90 * uniform * uniform);
  }

  private static String twoDigits(int value) {
    return value < 10 ? "0" + value : String.valueOf(value);
  }
}
