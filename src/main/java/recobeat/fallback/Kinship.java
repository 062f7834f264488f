package recobeat.fallback;

/**
 * How alike tracks are: the shares of a quantity's variance within a subgenre that tracks of one
 * artist, of one album, of one song and of one recording have in common. Measured on harvested
 * tracks, each guessed from the others; what is left differs from track to track.
 */
enum Kinship {
  ACOUSTICNESS(0.35, 0.04, 0.02, 0.55),
  DANCEABILITY(0.36, 0.07, 0.21, 0.51),
  ENERGY(0.40, 0.09, 0.12, 0.48),
  INSTRUMENTALNESS(0.53, 0.03, 0.29, 0.43),
  LIVENESS(0.01, 0.09, 0.22, 0.75),
  LOUDNESS(0.49, 0.22, 0.08, 0.16),
  SPEECHINESS(0.28, 0.06, 0.15, 0.63),
  TEMPO(0.06, 0.04, 0.31, 0.71),
  VALENCE(0.28, 0.06, 0.32, 0.63);

  private static final Kinship[] ALL = values();

  private final double artist;
  private final double album;
  private final double song;
  private final double recording;

  Kinship(double artist, double album, double song, double recording) {
    this.artist = artist;
    this.album = album;
    this.song = song;
    this.recording = recording;
  }

  static Kinship of(int quantity) {
    return ALL[quantity];
  }

  double artist() {
    return artist;
  }

  /** What two tracks have in common beside their artists. */
  double beside(Song one, Song other) {
    double common = one.sameAlbum(other) ? album : 0;
    return common
        + (one.sameRecording(other) ? recording : one.sameBase(other) ? song : 0);
  }
}
