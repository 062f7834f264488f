package recobeat.fetch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import recobeat.message.Call;
import recobeat.message.Row;
import recobeat.model.Endpoint;
import recobeat.model.Entity;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Json;

/** Cuts the objects out of an answer as they came; only their names are read. */
final class Rows {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final byte[] body;
  private final JsonParser parser;
  private final boolean features;

  private Rows(byte[] body, JsonParser parser, boolean features) {
    this.body = body;
    this.parser = parser;
    this.features = features;
  }

  /** The objects of {@code {"content": [...]}}; anything that is not that is malformed. */
  static List<Row> read(Call call, byte[] body) throws MalformedAnswer {
    try (JsonParser parser = FACTORY.createParser(body)) {
      return new Rows(body, parser, call.endpoint() == Endpoint.FEATURES).read(entity(call));
    } catch (IOException notJson) {
      throw new MalformedAnswer("no JSON");
    }
  }

  /** The {@code status} of an error's body, 0 if it has none. */
  static int code(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      while (parser.nextToken() != null) {
        if ("status".equals(parser.currentName())
            && parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
          return parser.getIntValue();
        }
      }
    } catch (IOException notJson) {
      // Something before the service answered.
    }
    return 0;
  }

  private static Entity entity(Call call) {
    return switch (call.endpoint()) {
      case FEATURES, TRACKS, RECOMMENDATIONS -> Entity.TRACK;
      case ARTISTS -> Entity.ARTIST;
      case ALBUMS -> Entity.ALBUM;
      case SEARCH -> entity(call.ids().get(0).split("/", 2)[0]);
      case LISTS -> entity(call.ids().get(0).split("[/?]")[2]);
    };
  }

  private static Entity entity(String name) {
    return Entity.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private List<Row> read(Entity entity) throws IOException, MalformedAnswer {
    expect(parser.nextToken(), JsonToken.START_OBJECT);
    List<Row> rows = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean content = parser.currentName().equals("content");
      parser.nextToken();
      if (content && rows != null) {
        throw new MalformedAnswer("content twice");
      } else if (content) {
        rows = rows(entity, true);
      } else {
        parser.skipChildren();
      }
    }
    expect(parser.currentToken(), JsonToken.END_OBJECT);
    if (rows == null || parser.nextToken() != null) {
      throw new MalformedAnswer(rows == null ? "no content" : "more behind its end");
    }
    return rows;
  }

  private List<Row> rows(Entity entity, boolean needed) throws IOException, MalformedAnswer {
    expect(parser.currentToken(), JsonToken.START_ARRAY);
    List<Row> rows = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken(), JsonToken.START_OBJECT);
      Row row = row(entity);
      if (row != null) {
        rows.add(row);
      } else if (needed) {
        // Its id could be one that was asked: without it, no absence could be believed.
        throw new MalformedAnswer("a row without an id");
      }
    }
    return List.copyOf(rows);
  }

  private @Nullable Row row(Entity entity) throws IOException, MalformedAnswer {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    String id = null;
    String href = null;
    String isrc = null;
    List<Row> artists = List.of();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "id" -> id = text();
        case "href" -> href = text();
        case "isrc" -> isrc = text();
        case "artists" -> artists = rows(Entity.ARTIST, false);
        default -> parser.skipChildren();
      }
    }
    expect(parser.currentToken(), JsonToken.END_OBJECT);
    int end = (int) parser.currentLocation().getByteOffset();
    String recobeat = name(id, IdKind.UUID);
    if (recobeat == null) {
      return null;
    }
    return new Row(entity, features, recobeat, name(lastPart(href), IdKind.SPOTIFY),
        entity == Entity.TRACK ? name(isrc, IdKind.ISRC) : null, artists,
        Json.copyOf(body, start, end));
  }

  private @Nullable String text() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return null;
  }

  private static @Nullable String name(@Nullable String text, IdKind kind) {
    if (text == null) {
      return null;
    }
    Id id = Id.of(text);
    return id.kind() == kind ? id.text() : null;
  }

  private static @Nullable String lastPart(@Nullable String href) {
    if (href == null) {
      return null;
    }
    int query = href.indexOf('?');
    String path = query < 0 ? href : href.substring(0, query);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void expect(@Nullable JsonToken token, JsonToken expected) throws MalformedAnswer {
    if (token != expected) {
      throw new MalformedAnswer(expected + " expected, not " + token);
    }
  }
}
