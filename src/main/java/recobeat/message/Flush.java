package recobeat.message;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import recobeat.model.Id;
import recobeat.model.Kind;

/**
 * Tells the cache verticle to forget entries, or to count what it would forget. JSON:
 *
 * <pre>{@code
 * {"tier": "both", "kind": "tracks", "id": "7Kq2VbN0xTzPmR4sLw9aYc", "dryRun": true}
 * }</pre>
 *
 * @param tier where
 * @param kinds what
 * @param id what is kept under any name of it; null for everything
 * @param dryRun whether it only counts
 */
public record Flush(Tier tier, Set<Kind> kinds, @Nullable Id id, boolean dryRun) {

  private static final Set<String> FIELDS = Set.of("tier", "kind", "id", "dryRun");

  /** Where entries are. */
  public enum Tier {
    NEAR,
    REDIS,
    BOTH
  }

  /**
   * How many entries were, or would be, forgotten.
   *
   * @param near of this process
   * @param redis of Redis
   */
  public record Reply(long near, long redis) {

    /** {@code {"near": 3, "redis": 12}}. */
    public JsonObject toJson() {
      return new JsonObject().put("near", near).put("redis", redis);
    }
  }

  /** Read from its JSON form; fails with {@link BadRequest}, also for a field it does not know. */
  public static Flush fromJson(JsonObject json) {
    for (String field : json.fieldNames()) {
      // A misspelt "id" must not flush everything.
      if (!FIELDS.contains(field)) {
        throw new BadRequest("unknown field " + field);
      }
    }
    Tier tier = Fields.choice(json, "tier", Tier.class);
    Noun noun = json.getValue("kind") == null ? null : Fields.choice(json, "kind", Noun.class);
    String id = Fields.optionalText(json, "id");
    if (id != null && noun != null && !noun.isById()) {
      throw new BadRequest(noun + " are not kept by id");
    }
    return new Flush(tier, noun == null ? Set.of(Kind.values()) : Set.copyOf(noun.kinds()),
        id == null ? null : Inspect.of(id).id(), Fields.optionalTruth(json, "dryRun"));
  }

  /** Whether entries of this process are meant. */
  public boolean isNear() {
    return tier != Tier.REDIS;
  }

  /** Whether entries of Redis are meant. */
  public boolean isRedis() {
    return tier != Tier.NEAR;
  }
}
