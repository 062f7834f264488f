package recobeat.near;

/**
 * The near cache.
 *
 * @param bytesMax about how much memory its entries may take
 */
public record NearOptions(long bytesMax) {

  /** Checks the ranges. */
  public NearOptions {
    if (bytesMax < 0) {
      throw new IllegalArgumentException("bytesMax must not be negative");
    }
  }

  /** 128 MiB, some hundred thousand tracks with their features. */
  public static NearOptions defaults() {
    return new NearOptions(128L << 20);
  }
}
