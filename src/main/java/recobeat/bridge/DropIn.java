package recobeat.bridge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import recobeat.ask.Asking;
import recobeat.message.Accept;
import recobeat.message.IdsRequest;
import recobeat.message.ListRequest;
import recobeat.message.Listing;
import recobeat.message.RecommendationRequest;
import recobeat.message.Reply;
import recobeat.message.SearchRequest;
import recobeat.message.Terms;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Json;
import recobeat.model.Kind;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Status;
import recobeat.time.Time;

/** Answers the service's own calls as the service does. Fails with {@link ServiceError}. */
final class DropIn {

  private static final int TITLE_MIN = 3;
  private static final String TRACK_LINK = "https://open.spotify.com/track/";

  private final Asking asking;
  private final Time time;
  private final boolean isGuessing;

  /**
   * For one bridge.
   *
   * @param isGuessing whether features and recommendations are guessed where there are none
   */
  DropIn(Asking asking, Time time, boolean isGuessing) {
    this.asking = asking;
    this.time = time;
    this.isGuessing = isGuessing;
  }

  /**
   * Answers one call.
   *
   * @param id the one in the path, or an empty text
   * @param partial whether ids that could not be settled may be left out
   */
  Future<Answer> answer(
      Operation operation, String id, Query query, Terms terms, boolean partial) {
    return switch (operation) {
      case TRACKS -> bulk(Kind.TRACK, query, terms, partial);
      case FEATURES -> bulk(Kind.FEATURES, query,
          isGuessing ? terms.accept(Accept.DEFAULT) : terms, partial);
      case ARTISTS -> bulk(Kind.ARTIST, query, terms, partial);
      case ALBUMS -> bulk(Kind.ALBUM, query, terms, partial);
      case TRACK, ARTIST, ALBUM -> one(operation, id, terms);
      case TRACK_FEATURES -> features(id, terms);
      case TRACK_SEARCH -> search(operation, query, TITLE_MIN, terms);
      case ARTIST_SEARCH, ALBUM_SEARCH -> search(operation, query, 1, terms);
      case TRACK_ALBUMS -> page(Listing.TRACK_ALBUMS, id, query, terms);
      case ARTIST_TRACKS -> page(Listing.ARTIST_TRACKS, id, query, terms);
      case ARTIST_ALBUMS -> page(Listing.ARTIST_ALBUMS, id, query, terms);
      case ALBUM_TRACKS -> page(Listing.ALBUM_TRACKS, id, query, terms);
      case RECOMMENDATIONS -> recommendations(query, terms);
      case ANALYSIS -> throw new IllegalStateException("uploads are passed through");
    };
  }

  private Future<Answer> bulk(Kind kind, Query query, Terms terms, boolean partial) {
    return asking.ids(kind, new IdsRequest(query.ids(), terms)).map(reply -> {
      if (!partial) {
        reply.outcomes().forEach(DropIn::requireSettled);
      }
      return Answer.of(kind, content(reply), reply);
    });
  }

  /** Each row once, however often and under whatever names it was asked for. */
  private static Buffer content(Reply reply) {
    List<Json> rows = new ArrayList<>(reply.outcomes().size());
    Set<Json> seen = new HashSet<>(2 * reply.outcomes().size());
    int length = 0;
    for (Outcome outcome : reply.outcomes()) {
      Json value = outcome.value();
      if (outcome.guess() != null && value != null) {
        value = guessed(outcome.id(), value);
      }
      if (value != null) {
        length += value.length() + 1;
        for (Json row : value.isArray() ? value.members() : List.of(value)) {
          if (seen.add(row)) {
            rows.add(row);
          }
        }
      }
    }
    Buffer body = Buffer.buffer(length + 16).appendString("{\"content\":");
    return Json.appendArray(body, rows).appendByte((byte) '}');
  }

  /** A row like the service's own, under the one name that is known. */
  private static Json guessed(String asked, Json features) {
    Id id = Id.of(asked);
    JsonObject row = new JsonObject()
        .put("id", id.kind() == IdKind.UUID ? id.text() : null)
        .put("href", id.kind() == IdKind.SPOTIFY ? TRACK_LINK + id.text() : null)
        .put("isrc", id.kind() == IdKind.ISRC ? id.text() : null);
    Object values = features.isArray() ? features.members().get(0).parse() : features.parse();
    return Json.of(row.mergeIn((JsonObject) values).encode());
  }

  private Future<Answer> one(Operation operation, String id, Terms terms) {
    requireRecobeatId(operation, id);
    Kind kind = Kind.details(operation.entity());
    return asking.ids(kind, new IdsRequest(List.of(id), terms))
        .map(reply -> whole(kind, reply, ServiceError.notFound(operation.entity(), id)));
  }

  private Future<Answer> features(String id, Terms terms) {
    requireRecobeatId(Operation.TRACK_FEATURES, id);
    long begun = time.millis();
    IdsRequest request = new IdsRequest(List.of(id), terms);
    return asking.ids(Kind.FEATURES, request).compose(reply -> {
      if (reply.outcomes().get(0).status() != Status.ABSENT) {
        return Future.succeededFuture(
            whole(Kind.FEATURES, reply, ServiceError.notFound("Audio features", id)));
      }
      // The service says which of the two it lacks, and so do we.
      Terms left = terms.waitMs(Math.max(0, begun + asking.waitMs(terms) - time.millis()));
      return asking.again(Kind.TRACK, id, left).map(track -> {
        whole(Kind.TRACK, track, ServiceError.notFound("Track", id));
        throw ServiceError.notFound("Audio features", id);
      });
    });
  }

  private Future<Answer> search(Operation operation, Query query, int textMin, Terms terms) {
    String text = query.searchText(textMin);
    int page = query.page();
    SearchRequest request =
        new SearchRequest(operation.entity(), text, page, query.pageSize(), terms);
    return asking.search(request)
        .map(reply -> whole(Kind.SEARCH, reply, ServiceError.malformed("Cannot search")));
  }

  private Future<Answer> page(Listing list, String id, Query query, Terms terms) {
    ServiceError absent = ServiceError.notFound(list.owner(), id);
    if (Id.of(id).kind() != IdKind.UUID) {
      throw absent;
    }
    int page = query.page();
    int size = query.pageSize();
    return asking.list(new ListRequest(list, id, page, size, terms))
        .map(reply -> whole(Kind.LIST, reply, absent));
  }

  private Future<Answer> recommendations(Query query, Terms terms) {
    int size = query.size();
    List<String> seeds = query.seeds();
    List<String> negatives = query.negativeSeeds();
    if (negatives.size() >= seeds.size() || negatives.stream().anyMatch(seeds::contains)) {
      throw ServiceError.malformed("Negative seeds must be fewer than seeds and not among them");
    }
    var targets = query.targets();
    ServiceError absent = ServiceError.malformed("Cannot find any track");
    // What names no track is as good as a track that the service does not have.
    List<String> known = seeds.stream().filter(DropIn::isSeed).toList();
    if (known.isEmpty()) {
      throw absent;
    }
    return asking.recommendations(new RecommendationRequest(
            known, size, negatives.stream().filter(DropIn::isSeed).toList(), targets,
            isGuessing ? terms.accept(Accept.ESTIMATED) : terms))
        .map(reply -> whole(Kind.RECOMMENDATION, reply, absent));
  }

  private static boolean isSeed(String id) {
    IdKind kind = Id.of(id).kind();
    return kind == IdKind.SPOTIFY || kind == IdKind.UUID;
  }

  private static void requireRecobeatId(Operation operation, String id) {
    if (Id.of(id).kind() != IdKind.UUID) {
      throw ServiceError.notFound(operation.entity(), id);
    }
  }

  /** The one value of a reply as it came. */
  private static Answer whole(Kind kind, Reply reply, ServiceError absent) {
    Outcome outcome = reply.outcomes().get(0);
    requireSettled(outcome);
    Json value = outcome.value();
    if (value == null) {
      throw absent;
    }
    return Answer.of(kind, value.appendTo(Buffer.buffer(value.length())), reply);
  }

  private static String told(Outcome outcome) {
    return String.valueOf(outcome.reason()).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void requireSettled(Outcome outcome) {
    if (Answer.isUnsettled(outcome)) {
      throw outcome.reason() == Reason.REFUSED
          ? ServiceError.malformed("The service refuses this call")
          : ServiceError.unavailable("Not known now: " + told(outcome));
    }
  }
}
