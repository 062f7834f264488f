package recobeat.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import recobeat.message.Get;
import recobeat.message.Recent;
import recobeat.message.WorkflowReport;
import recobeat.metrics.Counters;
import recobeat.near.Hits;

/** The accounts of workflows, least recently used first; closed when idle, and bounded. */
final class Workflows {

  private final WorkflowOptions options;
  private final Counters counters;
  private final DispatchLog log;
  private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);

  Workflows(WorkflowOptions options, Counters counters, DispatchLog log) {
    this.options = options;
    this.counters = counters;
    this.log = log;
  }

  /** Ids or queries asked for. */
  void onAsked(@Nullable String workflow, int ids, long now) {
    if (workflow != null) {
      Account account = open(workflow, now);
      account.asked += ids;
      account.waiting++;
    }
  }

  /** What was answered, or guessed, without a message here. */
  void onHits(String workflow, Hits.Tally tally) {
    Account account = open(workflow, tally.firstMillis());
    account.asked += tally.ids();
    account.hits += tally.ids();
    account.missing += tally.missing();
    account.guessed += tally.guessed();
    account.lastMillis = Math.max(account.lastMillis, tally.lastMillis());
  }

  /** A request answered. */
  void onAnswered(@Nullable String workflow, Get.Reply reply, long now) {
    if (workflow == null) {
      return;
    }
    Account account = open(workflow, now);
    account.lastMillis = now;
    account.waiting = Math.max(0, account.waiting - 1);
    for (Get.Answer answer : reply.answers()) {
      account.missing += answer.entry() != null && answer.entry().isAbsent() ? 1 : 0;
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

  /** A request turned away. */
  void onRefused(@Nullable String workflow, int ids, long now) {
    if (workflow != null) {
      Account account = open(workflow, now);
      account.asked += ids;
      account.failed += ids;
      account.lastMillis = now;
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
    return account == null ? WorkflowReport.none(workflow) : account.report(workflow);
  }

  /** Those that asked last, the latest first. */
  Recent.Reply recent(int max, long now) {
    List<Recent.Workflow> recent = new ArrayList<>();
    int older = accounts.size() - max;
    for (Map.Entry<String, Account> each : accounts.entrySet()) {
      Account account = each.getValue();
      if (older-- <= 0) {
        recent.add(new Recent.Workflow(account.report(each.getKey()), account.missing,
            account.waiting, Math.max(0, now - account.lastMillis)));
      }
    }
    Collections.reverse(recent);
    return new Recent.Reply(List.copyOf(recent));
  }

  /** Closes what has been idle. */
  void onTime(long now) {
    accounts.entrySet().removeIf(each -> {
      boolean isIdle = now - each.getValue().lastMillis > options.idle().toMillis();
      if (isIdle) {
        close(each.getKey(), each.getValue(), now);
      }
      return isIdle;
    });
  }

  private void close(String workflow, Account account, long now) {
    log.onClosed(account.report(workflow), account.missing, now);
    counters.onWorkflow(
        account.calls, account.lastMillis - account.firstMillis, account.missing);
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
      Iterator<Map.Entry<String, Account>> accounted = accounts.entrySet().iterator();
      Map.Entry<String, Account> eldest = accounted.next();
      close(eldest.getKey(), eldest.getValue(), now);
      accounted.remove();
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
    private long guessed;
    private long missing;
    private int waiting;
    private double calls;

    Account(long now) {
      this.firstMillis = now;
      this.lastMillis = now;
    }

    WorkflowReport report(String workflow) {
      return new WorkflowReport(
          workflow, asked, hits, joined, failed, guessed, calls, lastMillis - firstMillis);
    }
  }
}
