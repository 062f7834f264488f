package recobeat.fallback;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.fallback.RecommendationSource.Recommended;
import recobeat.message.Addresses;
import recobeat.message.Fill;
import recobeat.message.Find;
import recobeat.message.Recommend;
import recobeat.message.RecommendationRequest;
import recobeat.model.Entry;
import recobeat.model.Guess;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Source;
import recobeat.time.Time;

/**
 * Answers a request for recommendations within its limit: of the sources the first that has any,
 * as rows of the details that are stored.
 */
final class Recommending {

  private static final Logger LOG = LoggerFactory.getLogger(Recommending.class);

  private static final double CONFIDENCE_DIGITS = 1_000;

  /** Looked up for one request, whatever a source says. */
  private static final int IDS_MAX = 500;

  private final Vertx vertx;
  private final Addresses addresses;
  private final Time time;
  private final List<RecommendationSource> sources;
  private final RecommendationRequest request;
  private final long deadline;

  Recommending(Vertx vertx, Addresses addresses, Time time, List<RecommendationSource> sources,
      Recommend asked) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.time = time;
    this.sources = sources;
    this.request = asked.request();
    this.deadline = time.millis() + asked.limitMs();
  }

  Future<Fill.@Nullable Filling> run() {
    return from(0);
  }

  private Future<Fill.@Nullable Filling> from(int source) {
    long leftMs = deadline - time.millis();
    if (source == sources.size() || leftMs <= 0) {
      return Future.succeededFuture(null);
    }
    // The rest is for those behind it, and for the look-up of what it says.
    long shareMs = Math.max(1, leftMs * 2 / (3L * (sources.size() - source)));
    return asked(sources.get(source), shareMs)
        .compose(recommended -> rows(recommended).map(rows -> filling(recommended, rows)))
        .otherwiseEmpty()
        .compose(filling -> filling == null ? from(source + 1) : Future.succeededFuture(filling));
  }

  /** Back on this event loop, whoever answers. */
  private Future<Recommended> asked(RecommendationSource source, long shareMs) {
    Context context = vertx.getOrCreateContext();
    Promise<Recommended> here = Promise.promise();
    Future.succeededFuture().compose(begin -> source.recommend(request, shareMs))
        .timeout(shareMs, TimeUnit.MILLISECONDS)
        .onFailure(failure -> LOG.debug("{} recommends nothing", source, failure))
        .onComplete(done -> context.runOnContext(turn -> here.handle(done)));
    return here.future();
  }

  /** The details that are stored; in the order recommended, no more than asked for. */
  private Future<List<Json>> rows(Recommended recommended) {
    Set<String> ids = new LinkedHashSet<>();
    for (String each : recommended.ids()) {
      Id id = Id.of(each);
      if ((id.kind() == IdKind.SPOTIFY || id.kind() == IdKind.UUID) && ids.size() < IDS_MAX
          && !request.seeds().contains(id.text()) && !request.negativeSeeds().contains(id.text())) {
        ids.add(id.text());
      }
    }
    if (ids.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Find find = new Find(ids.stream().map(id -> new Key(Kind.TRACK, id)).toList());
    DeliveryOptions delivery = new DeliveryOptions().setLocalOnly(true)
        .setSendTimeout(Math.max(1, deadline - time.millis()));
    return vertx.eventBus().<Find.Reply>request(addresses.find(), find, delivery)
        .map(Message::body)
        .map(reply -> reply.found().stream()
            .map(Find.Found::entry).map(Recommending::value).flatMap(List::stream)
            .distinct().limit(request.size()).toList());
  }

  private static List<Json> value(@Nullable Entry entry) {
    Json value = entry == null || entry.isAbsent() ? null : entry.value();
    return value == null ? List.of() : List.of(value);
  }

  private static Fill.@Nullable Filling filling(Recommended recommended, List<Json> rows) {
    if (rows.isEmpty()) {
      return null;
    }
    Buffer body = Buffer.buffer("{\"content\":");
    Json.appendArray(body, rows).appendByte((byte) '}');
    double confidence = Math.max(0, Math.min(1, recommended.confidence()));
    return new Fill.Filling(Source.ESTIMATED, Json.copyOf(body.getBytes(), 0, body.length()),
        new Guess(Math.round(confidence * CONFIDENCE_DIGITS) / CONFIDENCE_DIGITS,
            recommended.basis()));
  }
}
