package recobeat.ask;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import recobeat.message.Addresses;
import recobeat.message.BadRequest;
import recobeat.message.Failure;
import recobeat.message.IdsRequest;
import recobeat.message.ListRequest;
import recobeat.message.MappingRequest;
import recobeat.message.MissingReport;
import recobeat.message.MissingRequest;
import recobeat.message.RankReply;
import recobeat.message.RankRequest;
import recobeat.message.RecommendationRequest;
import recobeat.message.Reply;
import recobeat.message.Request;
import recobeat.message.SearchRequest;
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.model.Kind;
import recobeat.time.Flood;

/**
 * The public addresses. Each takes its record or the same as a {@code JsonObject}, and answers in
 * the form in which it was asked.
 */
public final class AskVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(AskVerticle.class);
  private static final Flood FLOOD = new Flood(LOG);

  /** So many values are parsed on the event loop; more would keep others waiting. */
  private static final int AT_ONCE_MAX = 500;

  private final Addresses addresses;
  private final Asking asking;
  private final List<Future<Void>> registrations = new ArrayList<>();

  public AskVerticle(Addresses addresses, Asking asking) {
    this.addresses = addresses;
    this.asking = asking;
  }

  @Override
  public Future<?> start() {
    ids(addresses.audioFeatures(), Kind.FEATURES);
    ids(addresses.tracks(), Kind.TRACK);
    ids(addresses.artists(), Kind.ARTIST);
    ids(addresses.albums(), Kind.ALBUM);
    serve(addresses.ids(), MappingRequest.class, MappingRequest::fromJson,
        asking::mappings, Reply::toJson);
    query(addresses.recommendations(), RecommendationRequest.class,
        RecommendationRequest::fromJson, asking::recommendations);
    query(addresses.search(), SearchRequest.class, SearchRequest::fromJson, asking::search);
    query(addresses.lists(), ListRequest.class, ListRequest::fromJson, asking::list);
    serve(addresses.rank(), RankRequest.class, RankRequest::fromJson,
        asking::rank, RankReply::toJson);
    serve(addresses.workflows(), WorkflowRequest.class, WorkflowRequest::fromJson,
        asking::workflow, WorkflowReport::toJson);
    serve(addresses.missing(), MissingRequest.class, MissingRequest::fromJson,
        asking::missing, MissingReport::toJson);
    return Future.all(registrations);
  }

  private void ids(String address, Kind kind) {
    serve(address, IdsRequest.class, IdsRequest::fromJson,
        request -> asking.ids(kind, request), Reply::toJson);
  }

  private <Q extends Request> void query(String address, Class<Q> type,
      Function<JsonObject, Q> read, Function<Q, Future<Reply>> operation) {
    serve(address, type, read, operation, Reply::toJson);
  }

  private <Q extends Request, R> void serve(String address, Class<Q> type,
      Function<JsonObject, Q> read, Function<Q, Future<R>> operation,
      Function<R, JsonObject> write) {
    registrations.add(vertx.eventBus().consumer(address, message -> {
      Q request;
      try {
        request = request(message, type, read);
      } catch (BadRequest wrong) {
        message.fail(Failure.BAD_REQUEST.code(), String.valueOf(wrong.getMessage()));
        return;
      }
      // A failure of any kind is an answer too.
      Future.succeededFuture(request).compose(operation)
          .onSuccess(reply -> reply(message, reply, write))
          .onFailure(failure -> fail(message, failure));
    }).completion());
  }

  private <R> void reply(Message<Object> message, R reply, Function<R, JsonObject> write) {
    if (!(message.body() instanceof JsonObject)) {
      message.reply(reply);
    } else if (size(reply) > AT_ONCE_MAX) {
      vertx.executeBlocking(() -> {
        message.reply(write.apply(reply));
        return null;
      });
    } else {
      message.reply(write.apply(reply));
    }
  }

  /** What takes time to be written. */
  private static int size(Object reply) {
    return reply instanceof Reply many ? many.outcomes().size()
        : reply instanceof MissingReport report ? report.tracks().size()
        : reply instanceof RankReply rank ? rank.ranked().size() + rank.refused().size()
        : 1;
  }

  private static <Q> Q request(
      Message<Object> message, Class<Q> type, Function<JsonObject, Q> read) {
    Object body = message.body();
    if (type.isInstance(body)) {
      return type.cast(body);
    }
    if (body instanceof JsonObject json) {
      return read.apply(json);
    }
    throw new BadRequest("body must be a JSON object or a " + type.getSimpleName() + ", not "
        + (body == null ? "null" : "a " + body.getClass().getSimpleName()));
  }

  private static void fail(Message<Object> message, Throwable failure) {
    if (failure instanceof ReplyException reply) {
      message.fail(reply.failureCode(), reply.getMessage());
    } else {
      FLOOD.at(Level.ERROR).setCause(failure).log("a request could not be answered");
      message.fail(Failure.INTERNAL.code(), "the engine failed");
    }
  }
}
