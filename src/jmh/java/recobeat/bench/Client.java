package recobeat.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who is asked for the features of some tracks. */
interface Client extends AutoCloseable {

  /** One answer for all; fails if it cannot tell all of them. */
  CompletableFuture<?> features(List<String> ids);
}
