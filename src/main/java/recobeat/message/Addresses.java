package recobeat.message;

import java.util.List;

/**
 * Every address of one engine. The public ones take the requests of this package; the internal ones
 * stay within the process and are nobody else's business.
 *
 * @param prefix what they begin with, {@code recobeat.v1} unless configured
 */
public record Addresses(String prefix) {

  /** {@link IdsRequest} to {@link Reply}. */
  public String audioFeatures() {
    return prefix + ".audio-features";
  }

  /** {@link IdsRequest} to {@link Reply}. */
  public String tracks() {
    return prefix + ".tracks";
  }

  /** {@link IdsRequest} to {@link Reply}. */
  public String artists() {
    return prefix + ".artists";
  }

  /** {@link IdsRequest} to {@link Reply}. */
  public String albums() {
    return prefix + ".albums";
  }

  /** {@link MappingRequest} to {@link Reply}. */
  public String ids() {
    return prefix + ".ids";
  }

  /** {@link RecommendationRequest} to {@link Reply}. */
  public String recommendations() {
    return prefix + ".recommendations";
  }

  /** {@link SearchRequest} to {@link Reply}. */
  public String search() {
    return prefix + ".search";
  }

  /** {@link ListRequest} to {@link Reply}. */
  public String lists() {
    return prefix + ".lists";
  }

  /** {@link RankRequest} to {@link RankReply}. */
  public String rank() {
    return prefix + ".rank";
  }

  /** {@link WorkflowRequest} to {@link WorkflowReport}. */
  public String workflows() {
    return prefix + ".workflows";
  }

  /** {@link MissingRequest} to {@link MissingReport}. */
  public String missing() {
    return prefix + ".missing";
  }

  /** Published when the circuit breaker changes: {@code {"state": "open"}}. */
  public String breakerEvent() {
    return event("breaker");
  }

  /** Published each second: the figures, without their history. */
  public String statsEvent() {
    return event("stats");
  }

  /** What the addresses of all events begin with, before a dot. */
  public String events() {
    return prefix + ".event";
  }

  private String event(String noun) {
    return events() + '.' + noun;
  }

  /** Everything that may be asked from outside. */
  public List<String> requests() {
    return List.of(audioFeatures(), tracks(), artists(), albums(), ids(), recommendations(),
        search(), lists(), rank(), workflows(), missing());
  }

  /** {@link Get} to {@link Get.Reply}: the dispatcher. */
  public String get() {
    return prefix + ".internal.get";
  }

  /** {@link Refresh}, without a reply: the dispatcher. */
  public String refresh() {
    return prefix + ".internal.refresh";
  }

  /** {@link WorkflowRequest} to {@link WorkflowReport}: the dispatcher. */
  public String account() {
    return prefix + ".internal.account";
  }

  /** {@link Find} to {@link Find.Reply}: the cache verticle. */
  public String find() {
    return prefix + ".internal.find";
  }

  /** {@link Store}, answered once the near cache has it: the cache verticle. */
  public String store() {
    return prefix + ".internal.store";
  }

  /** {@link Dump} to {@link Dump.Reply}: the cache verticle. */
  public String dump() {
    return prefix + ".internal.dump";
  }

  /** {@link Restore} to {@link Restore.Reply}: the cache verticle. */
  public String restore() {
    return prefix + ".internal.restore";
  }

  /** {@link Claim} to {@link Claim.Reply}: the cache verticle. */
  public String claim() {
    return prefix + ".internal.claim";
  }

  /** {@link GateState}, without a reply: the cache verticle. */
  public String keepGate() {
    return prefix + ".internal.keep-gate";
  }

  /** {@link GateState.Recall} to {@link GateState}: the cache verticle. */
  public String recallGate() {
    return prefix + ".internal.recall-gate";
  }

  /** {@link Call} to {@link Call.Reply}: one of the fetchers. */
  public String call() {
    return prefix + ".internal.call";
  }

  /** {@link Flush} to {@link Flush.Reply}: the cache verticle. */
  public String flush() {
    return prefix + ".internal.flush";
  }

  /** {@link Inspect} to {@link Inspect.Reply}: the cache verticle. */
  public String inspect() {
    return prefix + ".internal.inspect";
  }

  /** {@link Measure} to {@link Measure.Reply}: the cache verticle. */
  public String measure() {
    return prefix + ".internal.measure";
  }

  /** {@link Ping} to {@link Ping.Reply}: the cache verticle. */
  public String ping() {
    return prefix + ".internal.ping";
  }

  /** {@link Fill} to {@link Fill.Reply}: the fallback verticle. */
  public String fill() {
    return prefix + ".internal.fill";
  }

  /** {@link Hinted}, without a reply: the fallback verticle. */
  public String hinted() {
    return prefix + ".internal.hinted";
  }

  /** {@link Learned}, published: the fallback verticle, and who keeps what is missing. */
  public String learned() {
    return prefix + ".internal.learned";
  }

  /** {@link RankRequest} to {@link RankReply}: the fallback verticle. */
  public String ranking() {
    return prefix + ".internal.rank";
  }

  /** {@link Appraise} to {@link Appraise.Reply}: the fallback verticle. */
  public String appraise() {
    return prefix + ".internal.appraise";
  }

  /** {@link KeepKin}, without a reply: the cache verticle. */
  public String keepKin() {
    return prefix + ".internal.keep-kin";
  }

  /** {@link FindKin} to {@link FindKin.Reply}: the cache verticle. */
  public String findKin() {
    return prefix + ".internal.find-kin";
  }

  /** {@link DumpKin} to {@link DumpKin.Reply}: the cache verticle. */
  public String dumpKin() {
    return prefix + ".internal.dump-kin";
  }

  /** {@link RestoreKin} to {@link RestoreKin.Reply}: the cache verticle. */
  public String restoreKin() {
    return prefix + ".internal.restore-kin";
  }

  /** {@link MissingRequest} to {@link MissingReport}: the missing verticle. */
  public String reportMissing() {
    return prefix + ".internal.report-missing";
  }

  /** {@link KeepMissing}, answered once Redis has it: the cache verticle. */
  public String keepMissing() {
    return prefix + ".internal.keep-missing";
  }

  /** {@link ForgetMissing}, answered once Redis has it: the cache verticle. */
  public String forgetMissing() {
    return prefix + ".internal.forget-missing";
  }

  /** {@link FindMissing} to {@link FindMissing.Reply}: the cache verticle. */
  public String findMissing() {
    return prefix + ".internal.find-missing";
  }

  /** {@link Recommend} to {@link Recommend.Reply}: the fallback verticle. */
  public String recommend() {
    return prefix + ".internal.recommend";
  }

  /** {@link Manual} to what it says: the fallback verticle. */
  public String manual() {
    return prefix + ".internal.manual";
  }

  /** {@link KeepManual} to {@link KeepManual.Reply}: the cache verticle. */
  public String keepManual() {
    return prefix + ".internal.keep-manual";
  }

  /** {@link FindManual} to {@link FindManual.Reply}: the cache verticle. */
  public String findManual() {
    return prefix + ".internal.find-manual";
  }

  /** {@link Trace} to {@link Trace.Reply}: the dispatcher. */
  public String trace() {
    return prefix + ".internal.trace";
  }

  /** {@link Survey} to {@link Survey.Reply}: the dispatcher. */
  public String survey() {
    return prefix + ".internal.survey";
  }

  /** {@link Recent} to {@link Recent.Reply}: the dispatcher. */
  public String recent() {
    return prefix + ".internal.recent";
  }

  /** {@link Overview} to {@link Overview.Reply}: who watches the others. */
  public String overview() {
    return prefix + ".internal.overview";
  }

  /** {@link Pace} to {@link Survey.Reply}: the dispatcher. */
  public String pace() {
    return prefix + ".internal.pace";
  }
}
