package recobeat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where one engine's meters stand: in its own registry for Prometheus, and in the embedder's. */
final class Registries implements AutoCloseable {

  private final CompositeMeterRegistry all = new CompositeMeterRegistry();
  private final @Nullable MeterRegistry embedders;
  private final @Nullable PrometheusMeterRegistry own;

  /**
   * Of one engine.
   *
   * @param embedders null if it has none
   * @param isScraped whether there is to be one for Prometheus
   */
  Registries(@Nullable MeterRegistry embedders, boolean isScraped) {
    this.embedders = embedders;
    own = isScraped ? new PrometheusMeterRegistry(PrometheusConfig.DEFAULT) : null;
    if (embedders != null) {
      all.add(embedders);
    }
    if (own != null) {
      all.add(own);
    }
  }

  MeterRegistry all() {
    return all;
  }

  /** Writes all meters for Prometheus; null if there is no registry for it. */
  @Nullable Supplier<String> scrape() {
    PrometheusMeterRegistry scraped = own;
    return scraped == null ? null : scraped::scrape;
  }

  /** The embedder's stays open. */
  @Override
  public void close() {
    if (embedders != null) {
      all.remove(embedders);
    }
    all.close();
  }
}
