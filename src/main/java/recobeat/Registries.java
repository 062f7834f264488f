package recobeat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where one engine's meters stand: in the embedder's registry, and in one for Prometheus, which is
 * its own if the embedder's is none.
 */
final class Registries implements AutoCloseable {

  private final CompositeMeterRegistry all = new CompositeMeterRegistry();
  private final @Nullable MeterRegistry embedders;
  private final @Nullable PrometheusMeterRegistry scraped;

  /**
   * Of one engine.
   *
   * @param embedders null if it has none
   * @param isScraped whether there is to be one for Prometheus
   */
  Registries(@Nullable MeterRegistry embedders, boolean isScraped) {
    this.embedders = embedders;
    scraped = !isScraped ? null
        : embedders instanceof PrometheusMeterRegistry given ? given
        : new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    if (embedders != null) {
      all.add(embedders);
    }
    if (scraped != null && scraped != embedders) {
      all.add(scraped);
    }
  }

  MeterRegistry all() {
    return all;
  }

  /** Writes all that the registry for Prometheus has; null if there is none. */
  @Nullable Supplier<String> scrape() {
    PrometheusMeterRegistry registry = scraped;
    return registry == null ? null : registry::scrape;
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
