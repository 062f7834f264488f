package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.spotify;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.Spans.Span;
import recobeat.message.IdsRequest;
import recobeat.message.Reply;
import recobeat.message.Terms;
import recobeat.time.Time;

/** Where calls stand in the traces of those who asked, if the application's Vert.x has a tracer. */
@Timeout(60)
class TracingTest {

  private static final String CALL = "recobeat.features";

  @TempDir
  Path dir;

  private final Spans spans = new Spans();
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig(spans.vertx(), Time.system(), dir, "gate.concurrency=1", "retry.attemptsMax=1");
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private Future<Reply> ask(String workflow, int track) {
    return rig.engine().audioFeatures(new IdsRequest(
        List.of(spotify(track)), Terms.DEFAULT.workflow(workflow)));
  }

  @Test
  void call_ofATracedRequest_standsInItsTraceWithItsWorkflow() {
    List<MultiMap> headers = new CopyOnWriteArrayList<>();
    rig.service.next(request -> {
      headers.add(request.headers());
      request.response().end(ScriptedService.body(request));
    });
    Span root = Spans.root("playlist");
    Rig.get(spans.in(rig.vertx, root, () -> ask("evening mix", 1)));
    await().until(() -> spans.named(CALL).size() == 1);
    Span call = spans.named(CALL).get(0);
    assertThat(call.root()).isSameAs(root);
    assertThat(call.tags()).containsOnly(
        entry("endpoint", "features"), entry("ids", "1"), entry("workflows", "evening_mix"),
        entry("outcome", "answered"));
    assertThat(spans.ended).as("the request's way over the bus")
        .anyMatch(span -> span.parent() == root);
    assertThat(headers.get(0).contains("span")).as("what RecoBeat is told of it").isFalse();
  }

  @Test
  void call_ofSeveral_standsWithTheFirstAndNamesAll() {
    rig.service.hold();
    Span blocking = Spans.root("blocking");
    Span first = Spans.root("first");
    Span second = Spans.root("second");
    Future<Reply> before = spans.in(rig.vertx, blocking, () -> ask("blocking", 1));
    await().until(() -> rig.service.calls.size() == 1);
    Future<Reply> one = spans.in(rig.vertx, first, () -> ask("first", 2));
    await().until(() -> rig.queued() == 1);
    Future<Reply> other = spans.in(rig.vertx, second, () -> ask("second", 3));
    await().until(() -> rig.queued() == 2);
    rig.service.release();
    Rig.get(Future.all(before, one, other));
    await().until(() -> spans.named(CALL).size() == 2);
    Span call = spans.named(CALL).get(1);
    assertThat(call.tags()).containsEntry("ids", "2").containsEntry("workflows", "first,second");
    assertThat(call.root()).isSameAs(first);
  }

  /** What was set off by somebody's answer or timer, does not belong to that one's trace. */
  @Test
  void call_ofNobodyTraced_isATraceOfItsOwn() {
    rig.service.hold();
    Span blocking = Spans.root("blocking");
    Future<Reply> before = spans.in(rig.vertx, blocking, () -> ask("blocking", 1));
    await().until(() -> rig.service.calls.size() == 1);
    Future<Reply> plain = ask("plain", 2);
    await().until(() -> rig.queued() == 1);
    rig.service.release();
    Rig.get(Future.all(before, plain));
    await().until(() -> spans.named(CALL).size() == 2);
    assertThat(spans.named(CALL).get(1).root().name()).isEqualTo(CALL);
  }

  @Test
  void call_broken_endsItsSpanAsFailed() {
    rig.service.next(500, "no");
    Rig.get(spans.in(rig.vertx, Spans.root("playlist"), () -> ask("w", 1)));
    await().until(() -> spans.named(CALL).size() == 1);
    assertThat(spans.named(CALL).get(0).tags())
        .containsEntry("outcome", "broken").hasEntrySatisfying("failure",
            failure -> assertThat(failure).contains("500"));
  }
}
