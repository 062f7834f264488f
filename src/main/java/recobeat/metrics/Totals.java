package recobeat.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import recobeat.message.Noun;
import recobeat.model.Endpoint;

/** Every count at one moment, or between two of them. */
public final class Totals {

  private final long[] cells;
  private final long[] latencies;

  Totals(long[] cells, long[] latencies) {
    this.cells = cells;
    this.latencies = latencies;
  }

  /** Nothing was counted. */
  public static Totals none() {
    return new Totals(new long[Cells.ALL.size()], new long[Latencies.BUCKETS]);
  }

  /** What was counted since an earlier moment. */
  public Totals since(Totals earlier) {
    return new Totals(
        difference(cells, earlier.cells), difference(latencies, earlier.latencies));
  }

  private static long[] difference(long[] later, long[] earlier) {
    long[] difference = new long[later.length];
    for (int i = 0; i < later.length; i++) {
      difference[i] = later[i] - earlier[i];
    }
    return difference;
  }

  /** Of a counter without labels. */
  public long of(Counter counter) {
    return cells[Cells.of(counter)];
  }

  /** Ids and queries of a kind that were asked for; an id in a request counts once if not near. */
  public long asked(Noun noun) {
    long asked = 0;
    for (Result result : Result.values()) {
      asked += cache(noun, Tier.NEAR, result);
    }
    return asked;
  }

  /** Of these, those that near cache or Redis answered, stale ones too. */
  public long hits(Noun noun) {
    long hits = 0;
    for (Tier tier : Tier.values()) {
      hits += cache(noun, tier, Result.HIT) + cache(noun, tier, Result.STALE);
    }
    return hits;
  }

  /** What a tier said so often of a kind. */
  long cache(Noun noun, Tier tier, Result result) {
    return cells[Cells.cache(noun, tier, result)];
  }

  /** Answers that RecoBeat does not have it. */
  public long missing(Noun noun) {
    return cells[Cells.missing(noun)];
  }

  /** Answers that it could not be told. */
  public long failed(Noun noun) {
    return cells[Cells.failed(noun)];
  }

  /** Calls not made. */
  public long saved(Saving saving) {
    return cells[Cells.saved(saving)];
  }

  /** Calls made. */
  public long calls() {
    long calls = 0;
    for (CallOutcome outcome : CallOutcome.values()) {
      calls += calls(outcome);
    }
    return calls;
  }

  /** Calls that ended so. */
  public long calls(CallOutcome outcome) {
    long calls = 0;
    for (Endpoint endpoint : Endpoint.values()) {
      calls += cells[Cells.calls(endpoint, outcome)];
    }
    return calls;
  }

  /**
   * How long a share of the calls took at most, in milliseconds, to about 5 %.
   *
   * @param share of 1
   * @return NaN if there were none
   */
  public double latencyMs(double share) {
    return Latencies.quantile(latencies, share);
  }

  /** Each counter under its name, and where it has labels, each line of it that is not 0. */
  public Map<String, Long> lines() {
    Map<String, Long> lines = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      Cells.Cell cell = Cells.ALL.get(i);
      lines.merge(cell.meter().id(), cells[i], Long::sum);
      if (!cell.labels().isEmpty() && cells[i] != 0) {
        lines.put(cell.meter().id() + cell.labels(), cells[i]);
      }
    }
    return lines;
  }
}
