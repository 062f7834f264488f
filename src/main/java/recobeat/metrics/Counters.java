package recobeat.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import recobeat.message.Call;
import recobeat.message.Get;
import recobeat.message.Noun;
import recobeat.model.Endpoint;
import recobeat.model.Entry;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Source;

/**
 * What one engine has counted and measured; any thread may record and read. Counts are kept here
 * and read by the registry when it likes, so that a hit costs no look-up of a meter.
 */
public final class Counters implements AutoCloseable {

  private final LongAdder[] cells = new LongAdder[Cells.ALL.size()];
  private final Latencies latencies = new Latencies();
  private final MissingIds missingTracks = new MissingIds();
  private final MissingIds missingArtists = new MissingIds();
  private final Readings readings = new Readings();
  private final Distributions distributions;
  private final Registered registered;

  /** Nobody but the engine itself looks at them. */
  public Counters() {
    this(new CompositeMeterRegistry());
  }

  /** Shown in a registry until {@link #close}. */
  public Counters(MeterRegistry registry) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new LongAdder();
    }
    registered = new Registered(registry);
    distributions = new Distributions(registered);
    for (int i = 0; i < cells.length; i++) {
      registered.count(Cells.ALL.get(i), cells[i]);
    }
    readings.register(registered);
  }

  /** One more. */
  public void count(Counter counter) {
    count(counter, 1);
  }

  /** Some more. */
  public void count(Counter counter, long more) {
    cells[Cells.of(counter)].add(more);
  }

  /** How many so far. */
  public long of(Counter counter) {
    return cells[Cells.of(counter)].sum();
  }

  /**
   * A request was looked for in the near cache.
   *
   * @param hits ids and queries that it held fresh
   * @param stale those that it held past their life, and that were served
   * @param misses those that it did not hold
   * @param absent of those that it held, the keys that RecoBeat does not have
   */
  public void onNear(Kind kind, int hits, int stale, int misses, List<Key> absent) {
    Noun noun = Noun.of(kind);
    add(Cells.cache(noun, Tier.NEAR, Result.HIT), hits);
    add(Cells.cache(noun, Tier.NEAR, Result.STALE), stale);
    add(Cells.cache(noun, Tier.NEAR, Result.MISS), misses);
    add(Cells.saved(Saving.NEAR), hits + stale - absent.size());
    add(Cells.saved(Saving.NEGATIVE), absent.size());
    for (int i = 0; i < absent.size(); i++) {
      missing(absent.get(i));
    }
  }

  /** What the near cache did not answer has been answered. */
  public void onAnswered(List<Key> keys, Get.Reply reply) {
    for (int i = 0; i < keys.size(); i++) {
      Get.Answer answer = reply.answers().get(i);
      Noun noun = Noun.of(keys.get(i).kind());
      Entry entry = answer.entry();
      add(Cells.cache(noun, Tier.REDIS, result(answer.source())), 1);
      if (entry == null || answer.source() == null) {
        add(Cells.failed(noun), 1);
        continue;
      }
      Saving saving = saving(answer.source(), entry.isAbsent());
      if (saving != null) {
        add(Cells.saved(saving), 1);
      }
      if (entry.isAbsent()) {
        missing(keys.get(i));
      }
    }
  }

  /** What the near cache did not answer was not answered at all. */
  public void onLost(List<Key> keys) {
    for (Key key : keys) {
      add(Cells.failed(Noun.of(key.kind())), 1);
    }
  }

  private static Result result(@Nullable Source source) {
    return source == Source.NEAR || source == Source.REDIS ? Result.HIT
        : source == Source.STALE ? Result.STALE
        : Result.MISS;
  }

  private static @Nullable Saving saving(Source source, boolean isAbsent) {
    return switch (source) {
      // Guesses are made beside the dispatcher, and save nothing.
      case RECOBEAT, MANUAL, ESTIMATED, DEFAULT -> null;
      case JOINED -> Saving.JOINED;
      case NEAR -> isAbsent ? Saving.NEGATIVE : Saving.NEAR;
      case REDIS, STALE -> isAbsent ? Saving.NEGATIVE : Saving.REDIS;
    };
  }

  private void missing(Key key) {
    add(Cells.missing(Noun.of(key.kind())), 1);
    if (key.kind() == Kind.FEATURES) {
      missingTracks.count(key.text());
    } else if (key.kind() == Kind.ARTIST) {
      missingArtists.count(key.text());
    }
  }

  /**
   * A call that was made has ended.
   *
   * @param ids that it carried
   * @param wanted of these, those that somebody waited for
   * @param tookMs from when it was let go to its report
   */
  public void onCall(Endpoint endpoint, Call.Reply reply, int ids, int wanted, long tookMs) {
    CallOutcome outcome = CallOutcome.of(reply);
    add(Cells.calls(endpoint, outcome), 1);
    if (outcome == CallOutcome.ANSWERED && wanted > 1) {
      add(Cells.saved(Saving.BATCHED), wanted - 1);
    }
    latencies.record(tookMs);
    distributions.onCall(endpoint, ids, tookMs);
  }

  /** The account of a workflow was closed. */
  public void onWorkflow(double calls, long durationMs, long missing) {
    distributions.onWorkflow(calls, durationMs, missing);
  }

  /**
   * The truth came of what was guessed before.
   *
   * @param feature by its name in the service's answers, of which there are few
   * @param spreads how far the guess was off, in standard deviations of a subgenre's tracks
   */
  public void onTruth(String feature, Source source, double spreads) {
    distributions.onTruth(feature, source, spreads);
  }

  /** A round trip to Redis begins; the result is to be run at its end. */
  public Runnable onRedis(RedisOperation operation) {
    return distributions.onRedis(operation);
  }

  /** How the engine stands, for the gauges. */
  public Readings readings() {
    return readings;
  }

  /** Every count now. */
  public Totals totals() {
    long[] counts = new long[cells.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = cells[i].sum();
    }
    return new Totals(counts, latencies.counts());
  }

  /** The tracks asked for most whose audio features RecoBeat does not have. */
  public List<MissingId> missingTracks(int max) {
    return missingTracks.top(max);
  }

  /** The artists asked for most that it does not have. */
  public List<MissingId> missingArtists(int max) {
    return missingArtists.top(max);
  }

  /** Time has passed; to be told now and then. */
  public void fade() {
    missingTracks.fade();
    missingArtists.fade();
  }

  private void add(int cell, int more) {
    if (more != 0) {
      cells[cell].add(more);
    }
  }

  /** Takes the meters out of the registry, which another engine may use then. */
  @Override
  public void close() {
    registered.close();
  }
}
