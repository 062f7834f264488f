package recobeat.message;

import io.vertx.core.json.JsonObject;
import recobeat.model.Entity;

/**
 * Searches by name; tracks by title only, which is how the service searches. JSON:
 *
 * <pre>{@code
 * {"entity": "artist", "searchText": "meridian", "page": 0, "size": 25, "waitMs": 30000}
 * }</pre>
 *
 * The one outcome's id is the canonical query, its value the service's page.
 *
 * @param entity what to search; {@code track} if not said
 * @param searchText 1 to 1,000 characters, for tracks 3 to 1,000
 * @param page 0 to 1,000; 0 if not said
 * @param size 1 to 50; 25 if not said
 * @param terms wait, worst answer and workflow
 */
public record SearchRequest(Entity entity, String searchText, int page, int size, Terms terms)
    implements Request {

  private static final int TEXT_MAX = 1000;
  private static final int TRACK_TEXT_MIN = 3;

  /** Checks the ranges. */
  public SearchRequest {
    int min = entity == Entity.TRACK ? TRACK_TEXT_MIN : 1;
    if (searchText.length() < min || searchText.length() > TEXT_MAX) {
      throw new BadRequest("searchText must have " + min + " to " + TEXT_MAX
          + " characters, not " + searchText.length());
    }
    Paging.check(page, size);
  }

  /** Asks for the first page on default terms. */
  public static SearchRequest of(Entity entity, String searchText) {
    return new SearchRequest(entity, searchText, 0, Paging.SIZE_DEFAULT, Terms.DEFAULT);
  }

  /** Read from its JSON form; fails with {@link BadRequest}. */
  public static SearchRequest fromJson(JsonObject json) {
    return new SearchRequest(
        Fields.optionalChoice(json, "entity", Entity.class, Entity.TRACK),
        Fields.text(json, "searchText"),
        Fields.optionalInt(json, "page", 0),
        Fields.optionalInt(json, "size", Paging.SIZE_DEFAULT),
        Terms.fromJson(json));
  }

  @Override
  public JsonObject toJson() {
    return terms.into(new JsonObject()
        .put("entity", Fields.name(entity))
        .put("searchText", searchText)
        .put("page", page)
        .put("size", size));
  }
}
