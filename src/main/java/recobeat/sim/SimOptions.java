package recobeat.sim;

/**
 * How the stand-in behaves. Each {@code with} method gives a copy with that part changed.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param profile how long answers take
 * @param scale how many seconds of the service pass in one real second: it divides every delay and
 *     multiplies the rate limit
 * @param bucketPerSecond calls a second that the rate limit lets through, in the service's seconds;
 *     0 is no limit
 * @param burst calls that may come at once
 * @param coverage share of all tracks that the service knows, 0 to 1
 * @param seed decides the catalogue, the delays and the faults
 * @param faults shares of calls that go wrong by chance
 */
public record SimOptions(
    String host,
    int port,
    Profile profile,
    double scale,
    double bucketPerSecond,
    int burst,
    double coverage,
    long seed,
    Faults faults) {

  public SimOptions {
    require(port >= 0 && port <= 65_535, "port must be 0 to 65535");
    require(scale > 0 && scale <= 1_000_000, "scale must be above 0 and at most 1000000");
    require(bucketPerSecond >= 0 && bucketPerSecond <= 1e9, "bucket must be 0 to 1e9 a second");
    require(burst >= 1, "burst must be at least 1");
    require(coverage >= 0 && coverage <= 1, "coverage must be 0 to 1");
  }

  /** A good day on any free port of this machine, 5 calls a second, 80 % coverage. */
  public static SimOptions defaults() {
    return new SimOptions(
        "127.0.0.1", 0, Profile.FAST, 1, 5, 5, 0.8, 1, Faults.OF_PROFILE);
  }

  public SimOptions withHost(String value) {
    return new SimOptions(
        value, port, profile, scale, bucketPerSecond, burst, coverage, seed, faults);
  }

  public SimOptions withPort(int value) {
    return new SimOptions(
        host, value, profile, scale, bucketPerSecond, burst, coverage, seed, faults);
  }

  public SimOptions withProfile(Profile value) {
    return new SimOptions(
        host, port, value, scale, bucketPerSecond, burst, coverage, seed, faults);
  }

  public SimOptions withScale(double value) {
    return new SimOptions(
        host, port, profile, value, bucketPerSecond, burst, coverage, seed, faults);
  }

  public SimOptions withBucket(double perSecond, int calls) {
    return new SimOptions(host, port, profile, scale, perSecond, calls, coverage, seed, faults);
  }

  public SimOptions withCoverage(double value) {
    return new SimOptions(
        host, port, profile, scale, bucketPerSecond, burst, value, seed, faults);
  }

  public SimOptions withSeed(long value) {
    return new SimOptions(
        host, port, profile, scale, bucketPerSecond, burst, coverage, value, faults);
  }

  public SimOptions withFaults(Faults value) {
    return new SimOptions(
        host, port, profile, scale, bucketPerSecond, burst, coverage, seed, value);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
