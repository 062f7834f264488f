package recobeat.dispatch;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import recobeat.message.Get;
import recobeat.message.WorkflowReport;
import recobeat.near.Hits;

/** The accounts of workflows, least recently used first; closed when idle, and bounded. */
final class Workflows {

  private final WorkflowOptions options;
  private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);

  Workflows(WorkflowOptions options) {
    this.options = options;
  }

  /** Ids or queries asked for. */
  void onAsked(@Nullable String workflow, int ids, long now) {
    if (workflow != null) {
      Account account = open(workflow, now);
      account.asked += ids;
    }
  }

  /** Hits that were answered without a message. */
  void onHits(String workflow, Hits.Tally tally) {
    Account account = open(workflow, tally.firstMillis());
    account.asked += tally.ids();
    account.hits += tally.ids();
    account.lastMillis = Math.max(account.lastMillis, tally.lastMillis());
  }

  /** A request answered. */
  void onAnswered(@Nullable String workflow, Get.Reply reply, long now) {
    if (workflow == null) {
      return;
    }
    Account account = open(workflow, now);
    account.lastMillis = now;
    for (Get.Answer answer : reply.answers()) {
      if (answer.source() == null) {
        account.failed++;
      } else {
        switch (answer.source()) {
          case NEAR, REDIS, STALE -> account.hits++;
          case JOINED -> account.joined++;
          case RECOBEAT -> { }
        }
      }
    }
  }

  /** A call sent for these; each is charged its part. */
  void onCall(Collection<String> workflows, long now) {
    for (String workflow : workflows) {
      open(workflow, now).calls += 1.0 / workflows.size();
    }
  }

  WorkflowReport report(String workflow) {
    Account account = accounts.get(workflow);
    return account == null
        ? WorkflowReport.none(workflow)
        : new WorkflowReport(workflow, account.asked, account.hits, account.joined, account.failed,
            account.calls, account.lastMillis - account.firstMillis);
  }

  /** Closes what has been idle. */
  void onTime(long now) {
    accounts.values().removeIf(
        account -> now - account.lastMillis > options.idle().toMillis());
  }

  int size() {
    return accounts.size();
  }

  private Account open(String workflow, long now) {
    Account known = accounts.get(workflow);
    if (known != null) {
      known.firstMillis = Math.min(known.firstMillis, now);
      return known;
    }
    if (accounts.size() >= options.max()) {
      accounts.remove(accounts.keySet().iterator().next());
    }
    Account account = new Account(now);
    accounts.put(workflow, account);
    return account;
  }

  private static final class Account {

    private long firstMillis;
    private long lastMillis;
    private long asked;
    private long hits;
    private long joined;
    private long failed;
    private double calls;

    Account(long now) {
      this.firstMillis = now;
      this.lastMillis = now;
    }
  }
}
