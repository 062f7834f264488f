package recobeat.sim;

/** Where the audio features of a style lie: its means, and the share of instrumental pieces. */
enum Genre {
  AMBIENT(0.78, 0.30, 0.18, 0.85, -19.0, 0.04, 95, 0.18),
  BLUES(0.45, 0.53, 0.52, 0.10, -9.5, 0.05, 115, 0.55),
  CLASSICAL(0.95, 0.28, 0.14, 0.90, -21.0, 0.04, 105, 0.20),
  COUNTRY(0.30, 0.57, 0.65, 0.02, -6.5, 0.04, 122, 0.58),
  DISCO(0.16, 0.73, 0.74, 0.12, -8.5, 0.05, 118, 0.80),
  DRUM_AND_BASS(0.04, 0.55, 0.88, 0.45, -5.0, 0.08, 174, 0.35),
  FOLK(0.72, 0.50, 0.35, 0.08, -11.5, 0.04, 112, 0.40),
  FUNK(0.20, 0.74, 0.68, 0.15, -8.8, 0.08, 108, 0.75),
  HIP_HOP(0.18, 0.76, 0.64, 0.03, -6.6, 0.22, 98, 0.48),
  HOUSE(0.04, 0.78, 0.80, 0.50, -6.8, 0.06, 124, 0.55),
  INDIE(0.25, 0.54, 0.63, 0.12, -7.2, 0.05, 124, 0.45),
  JAZZ(0.70, 0.50, 0.35, 0.50, -13.0, 0.05, 110, 0.45),
  LATIN(0.24, 0.73, 0.72, 0.02, -5.6, 0.09, 104, 0.68),
  METAL(0.01, 0.40, 0.92, 0.25, -4.8, 0.09, 130, 0.30),
  POP(0.22, 0.65, 0.66, 0.01, -6.0, 0.07, 119, 0.50),
  PUNK(0.04, 0.45, 0.90, 0.06, -4.9, 0.07, 150, 0.52),
  REGGAE(0.20, 0.76, 0.58, 0.06, -7.8, 0.11, 112, 0.74),
  ROCK(0.14, 0.50, 0.74, 0.08, -6.9, 0.06, 126, 0.48),
  SOUL(0.42, 0.60, 0.48, 0.03, -8.6, 0.06, 106, 0.55),
  TECHNO(0.05, 0.74, 0.82, 0.80, -8.0, 0.06, 131, 0.30);

  final double acousticness;
  final double danceability;
  final double energy;
  final double instrumental;
  final double loudness;
  final double speechiness;
  final double tempo;
  final double valence;

  Genre(
      double acousticness,
      double danceability,
      double energy,
      double instrumental,
      double loudness,
      double speechiness,
      double tempo,
      double valence) {
    this.acousticness = acousticness;
    this.danceability = danceability;
    this.energy = energy;
    this.instrumental = instrumental;
    this.loudness = loudness;
    this.speechiness = speechiness;
    this.tempo = tempo;
    this.valence = valence;
  }
}
