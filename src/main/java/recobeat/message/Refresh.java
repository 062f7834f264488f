package recobeat.message;

import java.util.List;
import recobeat.model.Key;

/**
 * Tells the dispatcher that entries are past their life: they ride in empty seats when there are.
 *
 * @param keys canonical ones
 */
public record Refresh(List<Key> keys) {}
