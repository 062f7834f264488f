package recobeat.fallback;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import recobeat.message.Addresses;
import recobeat.message.Details;
import recobeat.message.Dump;
import recobeat.message.Hints;
import recobeat.message.Kept;
import recobeat.model.Kind;

/**
 * Fills the neighbours again after a start, from what Redis keeps: in the background, a page at a
 * time with pauses between, until all was seen or there is no more room.
 */
final class Refill {

  private static final Logger LOG = LoggerFactory.getLogger(Refill.class);

  /** Between pages, of 500 entries each, which leaves Redis and this event loop to others. */
  private static final long PAUSE_MS = 50;

  /** Before a Redis is asked again that did not answer, doubled each time. */
  private static final long AGAIN_MS = 1_000;

  private static final long AGAIN_MS_MAX = 300_000;

  private final Vertx vertx;
  private final Addresses addresses;
  private final Neighbours neighbours;

  /** Null at the end: nothing is held on to. */
  private @Nullable Pairs pairs;

  private long againMs = AGAIN_MS;

  Refill(Vertx vertx, Addresses addresses, Neighbours neighbours, int max) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.neighbours = neighbours;
    this.pairs = new Pairs(neighbours, max);
  }

  void start() {
    page(Dump.END);
  }

  /** Reads no further. */
  void stop() {
    pairs = null;
  }

  private void page(String cursor) {
    Pairs filling = pairs;
    if (filling == null) {
      return;
    }
    vertx.eventBus().<Dump.Reply>request(addresses.dump(), new Dump(cursor),
            new DeliveryOptions().setLocalOnly(true))
        .map(Message::body)
        .compose(reply -> vertx.executeBlocking(() -> parts(reply.kept()), false).map(parts -> {
          parts.forEach(part -> part.accept(filling));
          return reply.cursor();
        }))
        .onSuccess(next -> {
          againMs = AGAIN_MS;
          if (next.equals(Dump.END) || neighbours.isFull()) {
            pairs = null;
            LOG.debug("{} tracks to recommend are known again", neighbours.size());
          } else {
            vertx.setTimer(PAUSE_MS, turn -> page(next));
          }
        })
        .onFailure(failure -> {
          LOG.debug("tracks to recommend are not known yet", failure);
          vertx.setTimer(againMs, turn -> page(cursor));
          againMs = Math.min(2 * againMs, AGAIN_MS_MAX);
        });
  }

  /** Hundreds of rows are parsed. */
  private static List<Consumer<Pairs>> parts(List<Kept> page) {
    List<Consumer<Pairs>> parts = new ArrayList<>();
    for (Kept kept : page) {
      Consumer<Pairs> part = part(kept);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static @Nullable Consumer<Pairs> part(Kept kept) {
    String id = kept.key().text();
    // The lists of ISRCs hold rows that are kept under other names too.
    if (kept.entry().value() == null || kept.entry().value().isArray()) {
      return null;
    }
    if (kept.key().kind() == Kind.FEATURES) {
      Features features = Features.read(kept.entry().value());
      return features == null ? null : pairs -> pairs.onFeatures(id, features);
    }
    if (kept.key().kind() == Kind.TRACK) {
      List<String> artists = Details.hints(Details.row(kept.entry().value())).artists();
      Song song = Song.of(new Hints(artists, null, null, List.of()));
      return artists.isEmpty() ? null : pairs -> pairs.onSong(id, song);
    }
    return null;
  }
}
