package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import recobeat.message.Accept;
import recobeat.message.Addresses;
import recobeat.message.Codecs;
import recobeat.message.Fill;
import recobeat.message.FindKin;
import recobeat.message.Hints;
import recobeat.metrics.Counters;
import recobeat.time.Time;

/** What is guessed within a limit, with a Redis that the test plays. */
@Timeout(30)
class EstimatingTest {

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Addresses addresses = new Addresses("test");
  private final Priors priors = new Priors(new Genres(GenreFile.shipped()));
  private final Kin kin = new Kin(1_000);
  private final Promise<Message<FindKin>> asked = Promise.promise();

  /** Whether Redis takes its time, instead of being away. */
  private volatile boolean isSlow;

  /** Goes on by a millisecond whenever it is looked at. */
  private static final class Running implements Time {

    private final AtomicLong millis = new AtomicLong();

    @Override
    public long millis() {
      return millis.getAndIncrement();
    }

    @Override
    public long epochMillis() {
      return millis();
    }
  }

  @BeforeEach
  void consume() {
    Codecs.register(vertx.eventBus());
    vertx.eventBus().<FindKin>localConsumer(addresses.findKin(), message -> {
      asked.tryComplete(message);
      if (!isSlow) {
        message.fail(1, "Redis is away");
      }
    });
  }

  @AfterEach
  void close() {
    get(vertx.close());
  }

  @Test
  void run_limitNears_theRestIsWhatItsGenresTell() {
    get(onLoop(() -> {
      kin.learn("one", hints(0), Features.of(0.5, 0.5, 0.1));
      kin.learn("last", hints(2_999), Features.of(0.5, 0.5, 0.1));
      return Future.succeededFuture();
    }));
    Time time = new Running();
    List<@Nullable Estimate> made = get(onLoop(() -> run(time, 3_000, 8_000)));
    assertThat(made).hasSize(3_000).doesNotContainNull();
    assertThat(made.get(0).basis()).isEqualTo(
        "same recording: 1 track, artist: 1 track + subgenre trap");
    assertThat(made.get(2_999).basis()).isEqualTo("subgenre trap");
    assertThat(time.millis()).isBetween(6_900L, 7_900L);
  }

  @Test
  void run_noTimeAtAll_allAreGuessedOfTheirGenresIfThatIsAccepted() {
    assertThat(get(onLoop(() -> run(new Running(), 300, 1)))).hasSize(300)
        .allSatisfy(made -> assertThat(made.basis()).isEqualTo("subgenre trap"));
    assertThat(get(onLoop(() -> run(new Running(), 300, 1, Accept.ESTIMATED)))).hasSize(300)
        .containsOnlyNulls();
  }

  @Test
  void run_manyGenresInHaste_theFirstFiftyCombinationsAreLookedUp() {
    List<@Nullable Estimate> made = get(onLoop(() -> run(new Running(), 3_000, 1_000, n ->
        new Hints(List.of(), null, null, List.of("trap", "mood " + n % 60)))));
    assertThat(made.subList(2_880, 2_940)).extracting(Estimate::basis)
        .containsOnly("subgenre trap", "all tracks")
        .filteredOn("subgenre trap"::equals).hasSize(50);
    assertThat(made.subList(2_940, 3_000)).extracting(Estimate::basis).as("the same for the same")
        .isEqualTo(made.subList(2_880, 2_940).stream().map(Estimate::basis).toList());
  }

  @Test
  void run_behindTheLimit_oneCombinationOfGenresIsLookedUp() {
    assertThat(get(onLoop(() -> run(new Running(), 100, 1, n ->
            new Hints(List.of(), null, null, n == 50 ? List.of() : List.of("trap", "mood " + n))))))
        .extracting(Estimate::basis).containsOnly("subgenre trap", "all tracks")
        .filteredOn("subgenre trap"::equals).hasSizeLessThan(5);
  }

  @Test
  void run_enoughTime_allAreGuessed() {
    assertThat(get(onLoop(() -> run(new Running(), 3_000, 80_000))))
        .hasSize(3_000).doesNotContainNull();
  }

  @Test
  void run_manyArtists_asksForSomeOfTheirGroups() {
    get(onLoop(() -> run(new Running(), 3_000, 80_000)));
    assertThat(get(asked.future()).body().groups()).hasSize(Estimating.GROUPS_MAX);
  }

  @Test
  void run_kinComeLate_areThereForTheNext() {
    isSlow = true;
    assertThat(get(onLoop(() -> run(Time.system(), 1, 100)))).doesNotContainNull();
    byte[] packed = new Kin(9).learn("t", hints(0), Features.of(0.5, 0.5, 0.1)).get(0).packed();
    Message<FindKin> question = get(asked.future());
    question.reply(new FindKin.Reply(
        Collections.nCopies(question.body().groups().size(), Map.of("t", packed))));
    await().until(() -> !get(onLoop(() ->
        Future.succeededFuture(kin.of("x", hints(0))))).isEmpty());
    assertThat(get(onLoop(() -> run(Time.system(), 1, 100))).get(0))
        .extracting(Estimate::basis).asString().contains("1 track");
  }

  private Future<List<@Nullable Estimate>> run(Time time, int gaps, long limitMs) {
    return run(time, gaps, limitMs, Accept.DEFAULT);
  }

  private Future<List<@Nullable Estimate>> run(
      Time time, int gaps, long limitMs, Accept accept) {
    return run(time, gaps, limitMs, accept, EstimatingTest::hints);
  }

  private Future<List<@Nullable Estimate>> run(
      Time time, int gaps, long limitMs, IntFunction<Hints> hints) {
    return run(time, gaps, limitMs, Accept.DEFAULT, hints);
  }

  private Future<List<@Nullable Estimate>> run(
      Time time, int gaps, long limitMs, Accept accept, IntFunction<Hints> hints) {
    Fill fill = new Fill(
        IntStream.range(0, gaps).mapToObj(n -> new Fill.Gap("id" + n, hints.apply(n))).toList(),
        accept, limitMs);
    return new Estimating<>(vertx, addresses, time,
        new Learning(priors, kin, new Neighbours(1)), kin,
        new Guesses(priors, kin, new Counters()), new Manuals(1), fill,
        (id, estimate) -> estimate).run();
  }

  private static Hints hints(int number) {
    return new Hints(List.of("artist " + number), null, "title", List.of("trap"));
  }

  private <T> Future<T> onLoop(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    context.runOnContext(turn -> work.get().onComplete(done));
    return done.future();
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
