package recobeat.bridge;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import recobeat.message.Inspect;
import recobeat.message.Noun;
import recobeat.message.Trace;
import recobeat.model.Entry;
import recobeat.model.Id;
import recobeat.model.Key;
import recobeat.model.Lifetimes;

/** All that is known of one id, as JSON. */
final class IdView {

  private final Lifetimes lifetimes;
  private final long epochMillis;
  private final Set<String> names = new LinkedHashSet<>();
  private final JsonArray entries = new JsonArray();
  private final JsonArray mappings = new JsonArray();

  IdView(Lifetimes lifetimes, long epochMillis) {
    this.lifetimes = lifetimes;
    this.epochMillis = epochMillis;
  }

  JsonObject of(Id id, Inspect.Reply inspected, Trace.Reply traced) {
    for (Inspect.Held held : inspected.held()) {
      names.add(held.key().text());
      add(held.key(), held.near(), "near");
      add(held.key(), held.redis(), "redis");
    }
    JsonArray flights = new JsonArray();
    for (Trace.Flight flight : traced.flights()) {
      flights.add(named(flight.key())
          .put("state", flight.state().toString())
          .put("attempts", flight.attempts())
          .put("waiters", flight.waiters()));
    }
    return new JsonObject()
        .put("id", id.text())
        .put("form", lower(id.kind()))
        .put("names", new JsonArray(names.stream().toList()))
        .put("isComplete", inspected.isComplete())
        .put("entries", entries)
        .put("mappings", mappings)
        .put("flights", flights);
  }

  private void add(Key key, @Nullable Entry entry, String tier) {
    if (entry == null) {
      return;
    }
    JsonObject told = named(key)
        .put("tier", tier)
        .put("status", entry.isAbsent() ? "absent" : "found")
        .put("ageMs", entry.age(epochMillis))
        .put("freshness", lower(lifetimes.freshness(key.kind(), entry, epochMillis)))
        .put("believedMs", lifetimes.believed(key.kind(), entry, epochMillis))
        .put("remainingMs", lifetimes.remaining(key.kind(), entry, epochMillis))
        .put("strikes", entry.strikes());
    if (!key.kind().isMapping()) {
      entries.add(told);
    } else {
      mappings.add(told.put("to", entry.value() == null ? null : entry.value().parse()));
    }
  }

  private static JsonObject named(Key key) {
    return new JsonObject()
        .put("kind", Noun.of(key.kind()).toString())
        .put("entity", lower(key.kind().entity()))
        .put("id", key.text());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
