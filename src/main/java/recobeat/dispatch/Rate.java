package recobeat.dispatch;

/**
 * How many calls a second the service takes, learned from its refusals. The service is taken for a
 * bucket of unknown rate and depth, which refuses when it is empty.
 *
 * <p>Between two refusals the bucket was empty twice. So no less flowed in than was accepted
 * between them, and hardly more than what was being sent when it ran dry: the ceiling is taken to
 * lie in the middle. After a refusal the rate starts below the ceiling, comes back to just under it
 * in a curve that flattens (as CUBIC's), stays there, and leaves it upwards, ever faster, only
 * after a minute: that is the price of finding out that the limit has risen. What nobody waited for
 * says nothing about the limit, so this clock goes only while calls are held up by the rate; and a
 * ceiling met while they hardly were is left soon.
 *
 * <p>Simulated buckets refuse 1 % of the calls at most and are used to 85 % at least, also from a
 * minute after they are halved on: see {@code RateTest}.
 */
final class Rate {

  /** Growth in a second while no refusal was met yet. */
  private static final double GROWTH = 1.05;

  /** Where the rate stays, as a share of the ceiling, and where it starts after a refusal. */
  private static final double PLATEAU = 0.97;

  private static final double DROP = 0.9;
  private static final double RECOVERY_S = 10;
  private static final double PROBE_AFTER_S = 60;

  /** A slow service is probed less often, as a probe costs it a refusal too, but it is probed. */
  private static final double PROBE_AFTER_CALLS = 300;

  private static final double PROBE_AFTER_S_MAX = 90;

  /** How fast a probe leaves the plateau: by this share in the first second, then faster. */
  private static final double PROBE = 0.004;

  /** So far above the ceiling without a refusal, the limit is another one than it was. */
  private static final double RISEN = 1.25;

  /** The first refusal comes when the depth is used up, well above the limit. */
  private static final double OVERSHOT = 0.85;

  /** Fewer calls between two refusals do not show how much flows in. */
  private static final int MEASURED_CALLS = 10;

  /** Refusals that come whatever is sent would end at nothing; this share of the start stays. */
  private static final double FLOOR = 0.1;

  /** A call and those of others before it show no more than this, or below a ceiling so many. */
  private static final double CREDIT_MS_MAX = 1000;

  private static final double CREDIT_CALLS_MAX = 10;

  /** A ceiling is believed if calls were held up by the rate for this share of the time before. */
  private static final double PACED_SHARE = 0.5;

  private final double floor;
  private double max;
  private double start;
  private double ceiling = Double.NaN;

  /** How long calls have been held up by the rate since it changed last. */
  private double pacedMs;

  /** Whether the ceiling was met while hardly any call was: it may well be higher. */
  private boolean doubtful;

  private long refusedAt = Long.MIN_VALUE;
  private long accepted;

  Rate(double start, double max) {
    this.floor = FLOOR * start;
    this.start = start;
    this.max = Math.max(start, max);
  }

  /** Calls a second. */
  double perSecond() {
    double seconds = pacedMs / 1000;
    if (Double.isNaN(ceiling)) {
      return Math.min(max, start * Math.pow(GROWTH, seconds));
    }
    double plateau = ceiling * PLATEAU;
    if (seconds < RECOVERY_S) {
      return Math.min(
          max, plateau * (1 - (1 - DROP) * Math.pow(1 - seconds / RECOVERY_S, 3)));
    }
    double probesAt = doubtful
        ? RECOVERY_S
        : Math.min(PROBE_AFTER_S_MAX, Math.max(PROBE_AFTER_S, PROBE_AFTER_CALLS / plateau));
    double probing = Math.max(0, seconds - probesAt);
    return Math.min(max, plateau * (1 + PROBE * probing * (1 + probing / RECOVERY_S)));
  }

  /** A call waited for its turn, and for nothing else, while so many left, itself included. */
  void onPaced(long calls) {
    double rate = perSecond();
    double most = Double.isNaN(ceiling) ? 0 : 1000 * CREDIT_CALLS_MAX / rate;
    pacedMs += Math.min(Math.max(CREDIT_MS_MAX, most), 1000 * calls / rate);
    if (!Double.isNaN(ceiling) && rate > RISEN * ceiling) {
      reset(rate);
    }
  }

  /** A call was not refused. */
  void onAccepted(long sentAt) {
    if (sentAt > refusedAt) {
      accepted++;
    }
  }

  /** Others, who share the limit, made so many calls; hardly any of them was refused. */
  void onElsewhere(long calls) {
    accepted += calls;
  }

  /** Others, who share the limit, were refused and take this for the ceiling. */
  void adopt(double known, long now) {
    recall(known);
    refusedAt = now;
  }

  /**
   * A call was refused; false if that says nothing new: it is one of a crowd, or nothing was let in
   * since the last refusal, so that it was not the rate which was too high, but the time too early.
   */
  boolean onRefused(long sentAt, long now) {
    if (sentAt <= refusedAt) {
      return false;
    }
    if (accepted == 0 && !Double.isNaN(ceiling)) {
      refusedAt = now;
      return false;
    }
    double sent = perSecond();
    boolean measured = refusedAt != Long.MIN_VALUE && !Double.isNaN(ceiling)
        && sent * (sentAt - refusedAt) / 1000 >= MEASURED_CALLS;
    double flowed = measured
        ? Math.min(sent, accepted * 1000.0 / (sentAt - refusedAt))
        : (2 * OVERSHOT - 1) * sent;
    ceiling = Math.max(floor, (sent + flowed) / 2);
    doubtful = refusedAt != Long.MIN_VALUE && pacedMs < PACED_SHARE * (sentAt - refusedAt);
    pacedMs = 0;
    refusedAt = now;
    accepted = 0;
    return true;
  }

  /** Calls a second that the service is taken to allow; NaN if it is not known. */
  double ceiling() {
    return ceiling;
  }

  /** Starts below a ceiling that was learned before; one that makes no sense is none. */
  void recall(double known) {
    reset(start);
    ceiling = known > 0 && known < Double.POSITIVE_INFINITY ? Math.max(floor, known) : Double.NaN;
  }

  /** Starts anew from another rate. */
  void reset(double perSecond) {
    start = perSecond;
    max = Math.max(max, perSecond);
    ceiling = Double.NaN;
    doubtful = false;
    pacedMs = 0;
    accepted = 0;
  }
}
