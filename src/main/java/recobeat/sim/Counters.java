package recobeat.sim;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What came in. Written by the server, read and reset from any thread. */
public final class Counters {

  private static final int IDS_REMEMBERED = 1_000_000;

  private final Map<String, Long> byEndpoint = new ConcurrentHashMap<>();
  private final Map<String, Integer> byId = new ConcurrentHashMap<>();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong cancelled = new AtomicLong();
  private final AtomicLong idsAsked = new AtomicLong();
  private final AtomicInteger idsMax = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger inFlightMax = new AtomicInteger();

  Counters() {}

  /** Calls of the API, refused and failed ones included. */
  public long requests() {
    return byEndpoint.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Calls of one endpoint, such as {@code /v1/track} or {@code /v1/artist/{id}/track}. */
  public long requests(String endpoint) {
    return byEndpoint.getOrDefault(endpoint, 0L);
  }

  /** Calls that the rate limit answered with 429; scripted ones are not counted. */
  public long refused() {
    return refused.get();
  }

  /** Calls that the client gave up before their answer. */
  public long cancelled() {
    return cancelled.get();
  }

  /** Ids in {@code ids} parameters and paths, counted as often as they came. */
  public long idsAsked() {
    return idsAsked.get();
  }

  /** The most ids that came in one call. */
  public int idsMax() {
    return idsMax.get();
  }

  /** Calls that wait for their answer now. */
  public int inFlight() {
    return inFlight.get();
  }

  /** The most calls that waited for their answer at one time. */
  public int inFlightMax() {
    return inFlightMax.get();
  }

  /** How often each id came, as it was spelled; of the first million different ids. */
  public Map<String, Integer> timesAsked() {
    return Collections.unmodifiableMap(byId);
  }

  /** All but the single ids, under the names of the methods here. */
  public JsonObject toJson() {
    JsonObject endpoints = new JsonObject();
    new TreeMap<>(byEndpoint).forEach(endpoints::put);
    return new JsonObject()
        .put("requests", requests())
        .put("byEndpoint", endpoints)
        .put("refused", refused())
        .put("cancelled", cancelled())
        .put("idsAsked", idsAsked())
        .put("idsDistinct", byId.size())
        .put("idsMax", idsMax())
        .put("inFlight", inFlight())
        .put("inFlightMax", inFlightMax());
  }

  /** Starts all counts again; calls in flight stay in flight. */
  public void reset() {
    byEndpoint.clear();
    byId.clear();
    refused.set(0);
    cancelled.set(0);
    idsAsked.set(0);
    idsMax.set(0);
    inFlightMax.set(inFlight.get());
  }

  void onArrival(Endpoint endpoint, List<String> ids) {
    byEndpoint.merge(endpoint.path, 1L, Long::sum);
    idsAsked.addAndGet(ids.size());
    idsMax.accumulateAndGet(ids.size(), Math::max);
    inFlightMax.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    for (String id : ids) {
      if (byId.size() < IDS_REMEMBERED || byId.containsKey(id)) {
        byId.merge(id, 1, Integer::sum);
      }
    }
  }

  void onRefusal() {
    refused.incrementAndGet();
  }

  void onEnd(boolean givenUp) {
    inFlight.decrementAndGet();
    if (givenUp) {
      cancelled.incrementAndGet();
    }
  }
}
