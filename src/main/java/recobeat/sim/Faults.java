package recobeat.sim;

/**
 * The shares of calls, each 0 to 1 and together at most 1, that go wrong by chance. A share below 0
 * stands for the profile's own.
 *
 * @param hang never answered; the connection stays open
 * @param error5xx 500 with the service's JSON error body
 * @param html 502 with a proxy's HTML page
 * @param truncated the right answer, cut in the middle by the end of the connection
 */
public record Faults(double hang, double error5xx, double html, double truncated) {

  /** Nothing goes wrong. */
  public static final Faults NONE = new Faults(0, 0, 0, 0);

  /** What the profile has: two calls in a hundred on a bad day, else none. */
  public static final Faults OF_PROFILE = new Faults(-1, -1, -1, -1);

  private static final Faults OF_BAD_DAY = new Faults(0.004, 0.01, 0.003, 0.003);

  public Faults {
    double sum =
        Math.max(0, hang) + Math.max(0, error5xx) + Math.max(0, html) + Math.max(0, truncated);
    if (!(sum <= 1)) {
      throw new IllegalArgumentException("the shares of faults must add up to at most 1");
    }
  }

  /** These shares, with the profile's own in place of those below 0. */
  Faults in(Profile profile) {
    Faults own = profile == Profile.BAD ? OF_BAD_DAY : NONE;
    return new Faults(
        hang < 0 ? own.hang : hang,
        error5xx < 0 ? own.error5xx : error5xx,
        html < 0 ? own.html : html,
        truncated < 0 ? own.truncated : truncated);
  }

  /** What happens to a call for a draw from [0, 1). */
  Fault at(double uniform) {
    double rest = uniform;
    if (rest < hang) {
      return new Fault.Hang();
    }
    rest -= hang;
    if (rest < error5xx) {
      return new Fault.Status(500);
    }
    rest -= error5xx;
    if (rest < html) {
      return new Fault.Html(502);
    }
    rest -= html;
    return rest < truncated ? new Fault.Truncated() : new Fault.Pass();
  }
}
