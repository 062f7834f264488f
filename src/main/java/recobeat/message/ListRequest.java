package recobeat.message;

import io.vertx.core.json.JsonObject;
import recobeat.model.Id;
import recobeat.model.IdKind;

/**
 * Asks for a page of an artist's tracks or albums, an album's tracks or a track's albums. JSON:
 *
 * <pre>{@code
 * {"list": "artist-tracks", "id": "2NcVb8MxQ0aLzKs7TyWr5D", "page": 0, "size": 25}
 * }</pre>
 *
 * The one outcome's id is the id asked, its value the service's page. The service takes only its
 * own ids here; a Spotify id is converted first.
 *
 * @param list which list
 * @param id of its owner, Spotify's or RecoBeat's
 * @param page 0 to 1,000; 0 if not said
 * @param size 1 to 50; 25 if not said
 * @param terms wait, worst answer and workflow
 */
public record ListRequest(Listing list, String id, int page, int size, Terms terms)
    implements Request {

  /** Checks the ranges. */
  public ListRequest {
    IdKind kind = Id.of(id).kind();
    if (kind != IdKind.SPOTIFY && kind != IdKind.UUID) {
      throw Fields.wrong("id", "a Spotify or RecoBeat id", id);
    }
    Paging.check(page, size);
  }

  /** Asks for the first page on default terms. */
  public static ListRequest of(Listing list, String id) {
    return new ListRequest(list, id, 0, Paging.SIZE_DEFAULT, Terms.DEFAULT);
  }

  /** Read from its JSON form; fails with {@link BadRequest}. */
  public static ListRequest fromJson(JsonObject json) {
    return new ListRequest(
        Fields.choice(json, "list", Listing.class),
        Fields.text(json, "id"),
        Fields.optionalInt(json, "page", 0),
        Fields.optionalInt(json, "size", Paging.SIZE_DEFAULT),
        Terms.fromJson(json));
  }

  @Override
  public JsonObject toJson() {
    return terms.into(new JsonObject()
        .put("list", Fields.name(list))
        .put("id", id)
        .put("page", page)
        .put("size", size));
  }
}
