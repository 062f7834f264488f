package recobeat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import recobeat.message.Survey;
import recobeat.metrics.Counters;
import recobeat.near.Hits;

/** What the dispatcher tells an operator, and how much of it in a storm. */
class DispatchLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(DispatchLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final DispatchLog log = new DispatchLog();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private List<String> told() {
    return lines.list.stream().map(event -> event.getLevel() + " " + event.getFormattedMessage()
        + event.getKeyValuePairs().stream()
            .map(pair -> " " + pair.key + "=" + pair.value).collect(Collectors.joining()))
        .toList();
  }

  @Test
  void refusals_many_areOneLineInAWhile() {
    for (int i = 0; i < 100; i++) {
      log.onRefused(paused(5_000), i);
    }
    log.onRefused(paused(5_000), DispatchLog.WHILE_MS);
    assertThat(told()).containsExactly(
        "WARN gate paused ms=5000 ratePerSecond=2.46 refusals=1",
        "WARN gate paused ms=5000 ratePerSecond=2.46 refusals=100");
  }

  @Test
  void refusal_pausesForMuchLongerThanTold_isToldAtOnce() {
    log.onRefused(paused(5_000), 0);
    log.onRefused(paused(14_000), 1_000);
    assertThat(told()).as("10 seconds more than told, and no more").hasSize(1);
    log.onRefused(paused(14_001), 1_000);
    log.onRefused(paused(24_000), 1_001);
    assertThat(told()).containsExactly(
        "WARN gate paused ms=5000 ratePerSecond=2.46 refusals=1",
        "WARN gate paused ms=14001 ratePerSecond=2.46 refusals=2");
  }

  private static Survey.Reply paused(long ms) {
    return new Survey.Reply(9, 1, 2, 0, 2.4567, ms, 4, 7);
  }

  @Test
  void workflow_idle_isToldWithItsReport() {
    Workflows workflows = workflows(10);
    workflows.onHits("evening mix\n17", new Hits.Tally(40, 3, 2, 100, 900));
    workflows.onCall(List.of("evening mix\n17", "other", "third"), 900);
    workflows.onTime(60_900);
    assertThat(told()).isEmpty();
    workflows.onTime(60_901);
    assertThat(told()).contains("INFO workflow closed workflow=evening_mix_17 asked=40 calls=0.3"
        + " hits=40 joined=0 missing=3 failed=0 guessed=2 ms=800");
  }

  @Test
  void workflows_aStormOfThem_areToldInPartAndCounted() {
    Workflows workflows = workflows(1);
    for (int i = 0; i <= 1_000; i++) {
      workflows.onAsked("w" + i, 1, i);
    }
    int told = lines.list.size();
    assertThat(told).isBetween(2, 50);
    workflows.onAsked("late", 1, DispatchLog.WHILE_MS + 1);
    assertThat(told().subList(told, told + 2)).satisfiesExactly(
        line -> assertThat(line).startsWith("INFO more lines like these lines=9"),
        line -> assertThat(line).startsWith("INFO workflow closed workflow=w1000 "));
  }

  @Test
  void overload_storm_isOneLineInAWhile() {
    for (int i = 0; i < 100; i++) {
      log.onOverloaded(60_000, 70, i);
    }
    assertThat(told()).containsExactly(
        "WARN too much is waiting, a request was turned away ids=60000 requests=70",
        "WARN lines like these are left out for a while ms=9999");
  }

  private Workflows workflows(int max) {
    return new Workflows(
        new WorkflowOptions(Duration.ofMinutes(1), max), new Counters(), log);
  }
}
