package recobeat.sim;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import recobeat.sim.Ids.Kind;

/**
 * All that the stand-in knows: some 60,000 tracks of 2,000 artists, made from a seed, and every
 * other well-formed Spotify id as far as the coverage goes. The UUID and ISRC of such another track
 * are known once it was asked for by its Spotify id. Safe for use by many threads.
 */
public final class Catalogue {

  /** Spotify ids that begin so are never known, whatever the coverage. */
  static final String NEVER = "000000";

  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern ISRC = Pattern.compile("[A-Z]{2}[A-Z0-9]{3}[0-9]{7}");
  private static final int STRIDE = 7_919;
  private static final int REMEMBERED = 500_000;

  private final long seed;
  private final double coverage;
  private final Ids ids;
  private final Discography discography;
  private final Press press;
  private final Cache<String, String> adoptedByOtherId =
      Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

  Catalogue(long seed, double coverage) {
    this.seed = seed;
    this.coverage = coverage;
    this.ids = new Ids(seed);
    this.discography = new Discography(seed);
    this.press = new Press(seed, ids, discography);
  }

  /** Spotify ids of up to {@code count} different tracks that the service knows. */
  public List<String> sampleTracks(int count, long sampleSeed) {
    return sample(count, sampleSeed, this::isKnown);
  }

  /** Spotify ids of different tracks, of which the service knows the share of its coverage. */
  public List<String> sampleMixed(int count, long sampleSeed) {
    return sample(count, sampleSeed, id -> true);
  }

  /** Well-formed Spotify ids that the service does not know, at any coverage. */
  public List<String> sampleUnknown(int count, long sampleSeed) {
    return IntStream.range(0, count).mapToObj(i -> unknown(Mix.of(sampleSeed, NEVER, i))).toList();
  }

  /** Whether a Spotify id, a lower-case UUID or an ISRC is one of a track that is known. */
  public boolean knows(String id) {
    return !find(id).isEmpty();
  }

  /** Whether the track of this id is known and has audio features. */
  public boolean hasFeatures(String id) {
    return first(id).map(Track::features).isPresent();
  }

  /** The UUID of a known track. */
  public Optional<String> uuidOf(String id) {
    return first(id).map(Track::id);
  }

  /** The ISRC of a known track. */
  public Optional<String> isrcOf(String id) {
    return first(id).map(Track::isrc);
  }

  /** The Spotify ids of the known tracks behind an id: more than one only for an ISRC. */
  public List<String> spotifyIdsOf(String id) {
    return find(id).stream().map(Track::spotifyId).toList();
  }

  /** The known tracks behind an id of any kind. */
  List<Track> find(String id) {
    return ISRC.matcher(id).matches() ? byIsrc(id) : findOne(id).stream().toList();
  }

  /** The known track of a Spotify id or UUID. */
  Optional<Track> findOne(String id) {
    return Ids.looksLikeSpotify(id) ? bySpotifyId(id) : byUuid(id);
  }

  Optional<Track> byUuid(String uuid) {
    if (!UUID.matcher(uuid).matches()) {
      return Optional.empty();
    }
    int number = numberOf(Kind.TRACK, uuid);
    return number >= 0 ? known(number) : remembered(uuid);
  }

  /** The number of an entity that was made from the seed, by Spotify id or UUID; else -1. */
  int numberOf(Kind kind, String id) {
    boolean spotify = Ids.looksLikeSpotify(id);
    if (!spotify && !UUID.matcher(id).matches()) {
      return -1;
    }
    int number = ids.numberIn(kind, id);
    if (number < 0 || number >= sizeOf(kind)) {
      return -1;
    }
    return id.equals(spotify ? ids.spotify(kind, number) : ids.uuid(kind, number)) ? number : -1;
  }

  /** The track of this number if the service knows it. */
  Optional<Track> known(int track) {
    return isKnown(ids.spotify(Kind.TRACK, track))
        ? Optional.of(press.track(track))
        : Optional.empty();
  }

  int albumOf(Track track) {
    int number = numberOf(Kind.TRACK, track.id());
    return number >= 0 ? discography.albumOf(number) : press.albumFor(track.spotifyId());
  }

  Discography discography() {
    return discography;
  }

  Press press() {
    return press;
  }

  private Optional<Track> first(String id) {
    return find(id).stream().findFirst();
  }

  private Optional<Track> bySpotifyId(String id) {
    if (!isKnown(id)) {
      return Optional.empty();
    }
    int number = numberOf(Kind.TRACK, id);
    if (number >= 0) {
      return Optional.of(press.track(number));
    }
    boolean other = numberOf(Kind.ARTIST, id) >= 0 || numberOf(Kind.ALBUM, id) >= 0;
    return other ? Optional.empty() : Optional.of(adopt(id));
  }

  private Track adopt(String spotifyId) {
    Track track = press.adopted(spotifyId);
    adoptedByOtherId.put(track.id(), spotifyId);
    adoptedByOtherId.put(track.isrc(), spotifyId);
    return track;
  }

  private List<Track> byIsrc(String isrc) {
    int number = Ids.numberInIsrc(isrc);
    if (number < discography.tracks() && isrc.equals(ids.isrc(number))) {
      return Stream.of(number, number + 1)
          .filter(track -> track < discography.tracks() && press.recordingOf(track) == number)
          .flatMap(track -> known(track).stream())
          .toList();
    }
    return remembered(isrc).stream().toList();
  }

  private Optional<Track> remembered(String otherId) {
    return Optional.ofNullable(adoptedByOtherId.getIfPresent(otherId)).map(press::adopted);
  }

  private boolean isKnown(String spotifyId) {
    return !spotifyId.startsWith(NEVER)
        && Mix.unit(Mix.of(seed, "known " + spotifyId)) < coverage;
  }

  private List<String> sample(int count, long sampleSeed, Predicate<String> wanted) {
    int tracks = discography.tracks();
    long start = Mix.mix(sampleSeed) >>> 33;
    return IntStream.range(0, tracks)
        .mapToObj(i -> ids.spotify(Kind.TRACK, (int) ((start + (long) i * STRIDE) % tracks)))
        .filter(wanted)
        .limit(count)
        .toList();
  }

  private static String unknown(long hash) {
    return NEVER + Ids.digits(hash, 8) + Ids.digits(Mix.mix(hash), 8);
  }

  private int sizeOf(Kind kind) {
    return switch (kind) {
      case TRACK -> discography.tracks();
      case ARTIST -> discography.artists();
      case ALBUM -> discography.albums();
    };
  }
}
