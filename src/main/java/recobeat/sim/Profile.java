package recobeat.sim;

/** How long the stand-in takes to answer. */
public enum Profile {

  /** A good day: log-normal, median 0.25 s, one in a hundred above 0.8 s. */
  FAST {
    @Override
    double seconds(double uniform, double normal) {
      return 0.25 * Math.exp(0.5 * normal);
    }
  },

  /** A bad day: 20 to 60 s, and 60 to 75 s for eight calls in a hundred. */
  BAD {
    @Override
    double seconds(double uniform, double normal) {
      return uniform < 0.92 ? 20 + 40 * uniform / 0.92 : 60 + 15 * (uniform - 0.92) / 0.08;
    }
  },

  /** No delay at all. */
  NONE {
    @Override
    double seconds(double uniform, double normal) {
      return 0;
    }
  };

  /** Seconds of one answer for a draw from [0, 1) and one from the standard normal. */
  abstract double seconds(double uniform, double normal);
}
