package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import recobeat.ask.Asking;
import recobeat.message.Addresses;
import recobeat.message.BadRequest;
import recobeat.message.IdsRequest;
import recobeat.message.ListRequest;
import recobeat.message.MappingRequest;
import recobeat.message.MissingRequest;
import recobeat.message.RankRequest;
import recobeat.message.RecommendationRequest;
import recobeat.message.Reply;
import recobeat.message.SearchRequest;
import recobeat.message.WorkflowRequest;
import recobeat.model.Kind;

/** The requests of the public addresses as the event bus brings them, by address. */
final class BusRequests {

  private interface Operation {
    Future<Supplier<Buffer>> of(JsonObject body);
  }

  private final Map<String, Operation> operations;

  BusRequests(Addresses addresses, Asking asking) {
    operations = Map.ofEntries(
        entry(addresses.audioFeatures(), ids(asking, Kind.FEATURES)),
        entry(addresses.tracks(), ids(asking, Kind.TRACK)),
        entry(addresses.artists(), ids(asking, Kind.ARTIST)),
        entry(addresses.albums(), ids(asking, Kind.ALBUM)),
        entry(addresses.ids(), operation(MappingRequest::fromJson, asking::mappings)),
        entry(addresses.recommendations(),
            operation(RecommendationRequest::fromJson, asking::recommendations)),
        entry(addresses.search(), operation(SearchRequest::fromJson, asking::search)),
        entry(addresses.lists(), operation(ListRequest::fromJson, asking::list)),
        entry(addresses.rank(), body -> asking.rank(RankRequest.fromJson(body))
            .map(reply -> () -> reply.toJson().toBuffer())),
        entry(addresses.workflows(), body -> asking.workflow(WorkflowRequest.fromJson(body))
            .map(report -> () -> report.toJson().toBuffer())),
        entry(addresses.missing(), body -> asking.missing(MissingRequest.fromJson(body))
            .map(report -> () -> report.toJson().toBuffer())));
  }

  private static Map.Entry<String, Operation> entry(String address, Operation operation) {
    return Map.entry(address, operation);
  }

  private static Operation ids(Asking asking, Kind kind) {
    return operation(IdsRequest::fromJson, request -> asking.ids(kind, request));
  }

  private static <Q> Operation operation(
      Function<JsonObject, Q> read, Function<Q, Future<Reply>> ask) {
    return body -> ask.apply(read.apply(body)).map(reply -> reply::toBuffer);
  }

  boolean isPublic(@Nullable String address) {
    return address != null && operations.containsKey(address);
  }

  /** Its answer, which takes much memory only once it is written down. */
  Future<Supplier<Buffer>> ask(String address, @Nullable Object body) {
    Operation operation = operations.get(address);
    if (operation == null || !(body instanceof JsonObject json)) {
      return Future.failedFuture(new BadRequest("body must be a JSON object, not "
          + (body == null ? "null" : "a " + body.getClass().getSimpleName())));
    }
    // A failure of any kind is an answer too.
    return Future.succeededFuture(json).compose(operation::of);
  }
}
