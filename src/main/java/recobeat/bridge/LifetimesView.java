package recobeat.bridge;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import recobeat.message.BadRequest;
import recobeat.model.LifeOptions;
import recobeat.model.Lifetimes;
import recobeat.options.BadOption;
import recobeat.options.Options;

/** The lifetimes as JSON, by the keys that they have as options. */
final class LifetimesView {

  private static final Logger LOG = LoggerFactory.getLogger(LifetimesView.class);

  private final Lifetimes lifetimes;

  LifetimesView(Lifetimes lifetimes) {
    this.lifetimes = lifetimes;
  }

  /** {@code {"features.found": "90d", .., "jitter": 0.1}}. */
  JsonObject all() {
    return json(lifetimes.options());
  }

  /** Changes those that are named, all or none; fails with {@link BadRequest}. */
  JsonObject change(JsonObject named) {
    Map<String, String> changes = changes(named);
    try {
      LifeOptions changed = lifetimes.change(before -> Options.with(before, changes));
      log(changed, changes.keySet());
      return json(changed);
    } catch (BadOption wrong) {
      throw new BadRequest(String.valueOf(wrong.getMessage()));
    }
  }

  private static void log(LifeOptions changed, Set<String> keys) {
    Map<String, String> values = Options.flatten(changed);
    LoggingEventBuilder line = LOG.atInfo();
    for (String key : keys) {
      line = line.addKeyValue(key, values.get(key));
    }
    line.log("lifetimes changed");
  }

  private Map<String, String> changes(JsonObject named) {
    Set<String> known = Options.flatten(lifetimes.options()).keySet();
    List<String> unknown =
        named.fieldNames().stream().filter(key -> !known.contains(key)).toList();
    if (!unknown.isEmpty()) {
      throw new BadRequest("unknown: " + String.join(", ", unknown)
          + "; known are " + String.join(", ", known));
    }
    Map<String, String> changes = new LinkedHashMap<>();
    for (String key : named.fieldNames()) {
      Object value = named.getValue(key);
      if (!(value instanceof String || value instanceof Number)) {
        throw new BadRequest(key + " must be a string or a number");
      }
      changes.put(key, value.toString());
    }
    return changes;
  }

  private static JsonObject json(LifeOptions options) {
    JsonObject json = new JsonObject();
    Options.flatten(options).forEach(json::put);
    return json.put("jitter", options.jitter());
  }
}
