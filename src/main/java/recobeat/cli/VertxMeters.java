package recobeat.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;

/** A Vert.x that has its own meters in a registry. */
final class VertxMeters {

  private VertxMeters() {}

  /**
   * Its labels have few values, whoever asks for what: neither paths and addresses nor methods,
   * which a client may make up.
   */
  static Vertx vertx(MeterRegistry registry) {
    MicrometerMetricsOptions metrics = new MicrometerMetricsOptions()
        .setLabels(EnumSet.of(Label.HTTP_CODE, Label.POOL_TYPE, Label.EB_SIDE));
    metrics.setEnabled(true);
    return Vertx.builder()
        .with(new VertxOptions().setMetricsOptions(metrics))
        .withMetrics(new MicrometerMetricsFactory(registry))
        .build();
  }
}
