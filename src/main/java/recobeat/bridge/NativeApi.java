package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.function.Function;
import recobeat.ask.Asking;
import recobeat.message.Addresses;
import recobeat.message.BadRequest;
import recobeat.message.Failure;
import recobeat.message.IdsRequest;
import recobeat.message.ListRequest;
import recobeat.message.MappingRequest;
import recobeat.message.Overview;
import recobeat.message.RankRequest;
import recobeat.message.RecommendationRequest;
import recobeat.message.Reply;
import recobeat.message.SearchRequest;
import recobeat.message.WorkflowRequest;
import recobeat.model.Kind;
import recobeat.model.Outcome;
import recobeat.model.Reason;

/** The requests of the public addresses over HTTP: a body is what a message holds. */
final class NativeApi {

  static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";

  /** Whoever has the figures only writes them down. */
  private static final long STATS_MS = 5_000;

  private final Addresses addresses;
  private final Owners owners;
  private final Asking asking;
  private final HttpOptions options;
  private final Explanation explanation;
  private final UnderWay underWay;

  NativeApi(Addresses addresses, Owners owners, Asking asking, HttpOptions options,
      Explanation explanation, UnderWay underWay) {
    this.addresses = addresses;
    this.owners = owners;
    this.asking = asking;
    this.options = options;
    this.explanation = explanation;
    this.underWay = underWay;
  }

  void mount(Router router) {
    router.post("/api/v1/*").handler(context -> requireType(context, JSON));
    router.post("/api/v1/*")
        .handler(BodyHandler.create(false).setBodyLimit(options.bodyBytesMax()));
    ids(router, "audio-features", Kind.FEATURES);
    ids(router, "tracks", Kind.TRACK);
    ids(router, "artists", Kind.ARTIST);
    ids(router, "albums", Kind.ALBUM);
    many(router, "ids", MappingRequest::fromJson, MappingRequest::ids, asking::mappings,
        (request, id) -> new MappingRequest(request.entity(), List.of(id), request.terms()));
    one(router, "recommendations", RecommendationRequest::fromJson, asking::recommendations);
    one(router, "search", SearchRequest::fromJson, asking::search);
    one(router, "lists", ListRequest::fromJson, asking::list);
    router.get("/api/v1/stats").handler(context ->
        owners.<Overview.Reply>ask(addresses.overview(), new Overview(), STATS_MS)
            .onSuccess(overview -> send(context, overview.json()))
            .onFailure(context::fail));
    router.get("/api/v1/ids/:id").handler(context ->
        explanation.of(context.pathParam("id"))
            .onSuccess(known -> {
              if (!context.response().ended() && !context.response().closed()) {
                context.response().putHeader("Cache-Control", "no-store");
                send(context, known.toBuffer());
              }
            })
            .onFailure(context::fail));
    new Lacking(asking).mount(router);
    router.post("/api/v1/rank").handler(this::rank);
    router.get("/api/v1/workflows/:id").handler(context ->
        asking.workflow(new WorkflowRequest(context.pathParam("id")))
            .onSuccess(report -> send(context, report.toJson().toBuffer()))
            .onFailure(context::fail));
  }

  /** A page of a stranger can send anything but this without being asked first. */
  static void requireType(RoutingContext context, String required) {
    String type = context.request().getHeader("Content-Type");
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(required)) {
      context.fail(new HttpException(415, "the body must be " + required));
    } else {
      context.next();
    }
  }

  /** The same request for one of its ids. */
  private interface Single<Q> {
    Q of(Q request, String id);
  }

  private void ids(Router router, String noun, Kind kind) {
    many(router, noun, IdsRequest::fromJson, IdsRequest::ids,
        request -> asking.ids(kind, request),
        IdsRequest::only);
  }

  private <Q> void many(Router router, String noun, Function<JsonObject, Q> read,
      Function<Q, List<String>> ids, Function<Q, Future<Reply>> operation, Single<Q> single) {
    router.post("/api/v1/" + noun).handler(context -> {
      Q request = read.apply(body(context));
      bounded("ids", ids.apply(request));
      String accept = context.request().getHeader("Accept");
      if (accept != null && accept.contains(LINES)) {
        stream(context, ids.apply(request), id -> operation.apply(single.of(request, id)));
      } else {
        answer(context, operation.apply(request));
      }
    });
  }

  private void bounded(String field, List<String> ids) {
    if (ids.size() > options.idsMax()) {
      throw new BadRequest(
          field + " must be at most " + options.idsMax() + ", not " + ids.size());
    }
  }

  private void rank(RoutingContext context) {
    RankRequest request = RankRequest.fromJson(body(context));
    bounded("tracks", request.tracks());
    // Ten thousand tracks take some fifty milliseconds to be written.
    asking.rank(request)
        .compose(reply -> context.vertx().executeBlocking(() -> reply.toJson().toBuffer(), false))
        .onSuccess(body -> send(context, body))
        .onFailure(context::fail);
  }

  private <Q> void one(Router router, String noun, Function<JsonObject, Q> read,
      Function<Q, Future<Reply>> operation) {
    router.post("/api/v1/" + noun)
        .handler(context -> answer(context, operation.apply(read.apply(body(context)))));
  }

  /** The JSON object that was sent; fails with {@link BadRequest}. */
  static JsonObject body(RoutingContext context) {
    try {
      JsonObject body = context.body().asJsonObject();
      if (body != null) {
        return body;
      }
    } catch (ClassCastException anotherType) {
      // Said below.
    }
    throw new BadRequest("body must be a JSON object");
  }

  private static void answer(RoutingContext context, Future<Reply> reply) {
    reply.onSuccess(known -> send(context, known.toBuffer())).onFailure(context::fail);
  }

  private static void send(RoutingContext context, Buffer body) {
    HttpServerResponse response = context.response();
    if (!response.ended() && !response.closed()) {
      response.putHeader("Content-Type", JSON).end(body);
    }
  }

  /** A line for each id as soon as it is known, so in no order. */
  private void stream(
      RoutingContext context, List<String> ids, Function<String, Future<Reply>> operation) {
    HttpServerResponse response =
        context.response().setChunked(true).putHeader("Content-Type", LINES);
    Lines lines = new Lines(response, ids);
    underWay.add(response, () -> lines.rest(Reason.CLOSING));
    for (int i = 0; i < ids.size(); i++) {
      int line = i;
      String id = ids.get(i);
      operation.apply(id)
          .map(reply -> reply.outcomes().get(0))
          .otherwise(failure -> Outcome.failed(id, Failure.reason(failure)))
          .onSuccess(outcome -> lines.tell(line, outcome));
    }
  }
}
