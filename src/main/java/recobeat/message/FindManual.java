package recobeat.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the cache verticle for all manual features. It fails if Redis does not answer. */
public record FindManual() {

  /** Packed, by id; null if Redis has never heard of any, or lost them. */
  public record Reply(@Nullable Map<String, byte[]> all) {}
}
