package recobeat.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import recobeat.message.Addresses;
import recobeat.message.Call;
import recobeat.message.Codecs;
import recobeat.model.Endpoint;
import recobeat.model.Json;
import recobeat.options.Options;
import recobeat.time.Time;

/** What the log tells of calls, in which form, and how much of it in a storm. */
class CallLogTest {

  private static final Call CALL = new Call(Endpoint.FEATURES, List.of("a", "b", "c"));
  private static final Call.Reply ANSWERED = new Call.Rows(List.of(), Json.of("{}"), 1);

  private final Logger logger = (Logger) LoggerFactory.getLogger(CallLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final CallLog log = new CallLog(20_000);

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.WARN);
    logger.setAdditive(false);
    logger.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  @Test
  void call_slowOrWrong_isToldWithItsFields() {
    log.onReply(CALL, ANSWERED, 19_999, 0);
    log.onReply(CALL, new Call.Throttled(1), 5, 0);
    log.onReply(CALL, new Call.Open(), 30_000, 0);
    assertThat(lines.list).isEmpty();
    log.onReply(CALL, ANSWERED, 20_000, 0);
    log.onReply(CALL, new Call.Broken("HTTP 500"), 3, 0);
    assertThat(lines.list).extracting(CallLogTest::told).containsExactly(
        "slow call endpoint=features ids=3 ms=20000 outcome=answered",
        "call failed endpoint=features ids=3 ms=3 outcome=broken: HTTP 500");
  }

  @Test
  void call_ofWorkflows_namesSomeInOneWordEach() {
    log.onReply(new Call(Endpoint.TRACKS, List.of("a"), List.of("evening-mix-17")),
        ANSWERED, 20_000, 0);
    log.onReply(new Call(Endpoint.TRACKS, List.of("a"),
        List.of("a b\nERROR forged", "x".repeat(200), "c", "d", "e")), ANSWERED, 20_000, 0);
    assertThat(lines.list).extracting(CallLogTest::told).containsExactly(
        "slow call workflow=evening-mix-17 endpoint=tracks ids=1 ms=20000 outcome=answered",
        "slow call workflow=a_b_ERROR_forged," + "x".repeat(40)
            + ",c,+2 endpoint=tracks ids=1 ms=20000 outcome=answered");
  }

  @Test
  void storm_ofFailures_isToldInPart() {
    for (int i = 0; i < 1_000; i++) {
      log.onReply(CALL, new Call.Broken("x"), 1, i);
    }
    assertThat(lines.list).hasSizeBetween(2, 50);
  }

  @Test
  void storm_atManyFetchers_isToldAsByOne() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      Codecs.register(vertx.eventBus());
      Addresses addresses = new Addresses("recobeat");
      Supplier<FetcherVerticle> fetchers = FetcherVerticle.all(addresses,
          Options.with(UpstreamOptions.defaults(), Map.of("baseUrl", "http://127.0.0.1:1")),
          new Breaker(vertx, addresses.call()), Time.system());
      get(vertx.deployVerticle(fetchers::get, new DeploymentOptions().setInstances(4)));
      get(Future.join(Stream.generate(() -> vertx.eventBus().request(addresses.call(), CALL))
          .limit(200).toList()));
      assertThat(lines.list).hasSize(21);
    } finally {
      get(vertx.close());
    }
  }

  private static void get(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"recobeat-logback.xml", "recobeat-logback-json.xml"})
  void line_configuredFormat_hasTheFields(String file) throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(getClass().getResource("/" + file));
    log.onReply(CALL, ANSWERED, 20_001, 0);
    var appender = (ConsoleAppender<ILoggingEvent>)
        context.getLogger("ROOT").getAppender("stderr");
    String line = new String(
        appender.getEncoder().encode(lines.list.get(0)), StandardCharsets.UTF_8);
    assertThat(line).endsWith("\n").hasLineCount(1);
    if (file.contains("json")) {
      JsonObject json = new JsonObject(line);
      assertThat(json.getString("formattedMessage")).isEqualTo("slow call");
      assertThat(json.getJsonArray("kvpList").encode())
          .contains("{\"endpoint\":\"features\"}", "{\"ms\":\"20001\"}");
    } else {
      assertThat(line).contains(
          "WARN  CallLog slow call endpoint=features ids=3 ms=20001 outcome=answered");
    }
  }

  private static String told(ILoggingEvent event) {
    return event.getFormattedMessage() + event.getKeyValuePairs().stream()
        .map(pair -> " " + pair.key + "=" + pair.value).collect(Collectors.joining());
  }
}
