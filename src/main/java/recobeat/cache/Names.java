package recobeat.cache;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import recobeat.message.Inspect;
import recobeat.model.Entry;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Mapping;

/**
 * Everything that is kept under any name of an id, found out in rounds: mappings and rows that are
 * read under some names tell others. An ISRC's tracks are followed only if the ISRC itself is
 * asked for: two recordings that share one are not each other's names.
 */
final class Names {

  /** The kinds that are kept under ids. */
  private static final List<Kind> KINDS = Arrays.stream(Kind.values())
      .filter(kind -> kind.endpoint().isBulk())
      .toList();

  private final Id asked;
  private final Set<Id> names = new LinkedHashSet<>();
  private final Map<Key, Inspect.Held> held = new LinkedHashMap<>();
  private boolean complete = true;

  Names(Id asked) {
    this.asked = asked;
    names.add(asked);
  }

  /** Keys under the names known so far that were not read yet; none at the end. */
  List<Key> unread() {
    List<Key> unread = new ArrayList<>();
    for (Id name : names) {
      for (Kind kind : KINDS) {
        Key key = new Key(kind, name.text());
        if (name.names(kind.entity()) && !held.containsKey(key)) {
          unread.add(key);
        }
      }
    }
    return unread;
  }

  /** What is kept under a key, and learns from it. */
  void read(Key key, @Nullable Entry near, @Nullable Entry redis) {
    held.put(key, new Inspect.Held(key, near, redis));
    learn(key, near);
    learn(key, redis);
  }

  private void learn(Key key, @Nullable Entry entry) {
    Json value = entry == null ? null : entry.value();
    if (value == null) {
      return;
    }
    if (!value.isArray()) {
      learn(key.kind(), value);
    } else if (key.text().equals(asked.text())) {
      value.members().forEach(member -> learn(key.kind(), member));
    }
  }

  private void learn(Kind kind, Json value) {
    if (kind.isMapping()) {
      Mapping mapping = Mapping.of(value);
      learn(mapping.recobeat());
      learn(mapping.spotify());
    } else if (value.parse() instanceof JsonObject row) {
      learn(row.getString("id"));
      learn(row.getString("isrc"));
    }
  }

  private void learn(@Nullable String name) {
    Id id = name == null ? null : Id.of(name);
    if (id != null && id.kind() != IdKind.MALFORMED) {
      names.add(id);
    }
  }

  /** What Redis holds could not be read. */
  void lacksRedis() {
    complete = false;
  }

  boolean isComplete() {
    return complete;
  }

  /** What was read. */
  List<Inspect.Held> held() {
    return List.copyOf(held.values());
  }
}
