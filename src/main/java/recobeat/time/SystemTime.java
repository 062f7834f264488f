package recobeat.time;

/** The clocks of this machine, the wall clock put right by whom it was told to agree with. */
final class SystemTime implements Time {

  /** Clocks that differ by less say the same; an answer takes its time too. */
  private static final long ALIKE_MS = 500;

  private final long origin = System.nanoTime();
  private volatile long aheadMs;

  @Override
  public long millis() {
    return (System.nanoTime() - origin) / 1_000_000;
  }

  @Override
  public long epochMillis() {
    return System.currentTimeMillis() + aheadMs;
  }

  @Override
  public void agree(long epochMillis) {
    if (Math.abs(epochMillis - epochMillis()) > ALIKE_MS) {
      aheadMs = epochMillis - System.currentTimeMillis();
    }
  }
}
