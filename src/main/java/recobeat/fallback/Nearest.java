package recobeat.fallback;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import recobeat.fallback.Neighbours.Neighbour;
import recobeat.message.Addresses;
import recobeat.message.Find;
import recobeat.message.RecommendationRequest;
import recobeat.message.Target;
import recobeat.model.Entry;
import recobeat.model.Key;
import recobeat.model.Kind;

/**
 * Recommends the harvested tracks nearest to the seeds, or to what is wanted of them. Seeds without
 * features, be it manual ones, are skipped.
 */
final class Nearest implements RecommendationSource {

  /** Tracks of one artist. */
  static final int PER_ARTIST = 3;

  /** So many times what is asked for, as Redis may have lost the details of some. */
  private static final int SPARE = 2;

  private final Vertx vertx;
  private final Addresses addresses;
  private final Manuals manuals;
  private final Neighbours neighbours;

  Nearest(Vertx vertx, Addresses addresses, Manuals manuals, Neighbours neighbours) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.manuals = manuals;
    this.neighbours = neighbours;
  }

  @Override
  public Future<Recommended> recommend(RecommendationRequest request, long limitMs) {
    List<String> named = new ArrayList<>(request.seeds());
    named.addAll(request.negativeSeeds());
    Find find = new Find(named.stream().map(id -> new Key(Kind.FEATURES, id)).toList());
    DeliveryOptions delivery =
        new DeliveryOptions().setLocalOnly(true).setSendTimeout(Math.max(1, limitMs));
    return vertx.eventBus().<Find.Reply>request(addresses.find(), find, delivery)
        .map(Message::body)
        .map(reply -> nearest(request, named, reply.found()));
  }

  private Recommended nearest(
      RecommendationRequest request, List<String> named, List<Find.Found> found) {
    Set<String> without = new HashSet<>(named);
    List<Features> seeds = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      String canonical = found.get(i).canonical().text();
      without.add(canonical);
      Features features = i < request.seeds().size()
          ? features(found.get(i).entry(), named.get(i), canonical)
          : null;
      if (features != null) {
        seeds.add(features);
      }
    }
    double[] wanted = Features.none();
    double[] weights = new double[Feature.QUANTITIES];
    Arrays.fill(weights, 1);
    Number weight = request.targets().get(Target.FEATURE_WEIGHT);
    request.targets().forEach((target, value) -> {
      Feature feature = target.isFeature() ? Feature.valueOf(target.name()) : null;
      if (feature != null && !feature.isName()) {
        wanted[feature.ordinal()] = value.doubleValue();
        weights[feature.ordinal()] = weight == null ? 1 : weight.doubleValue();
      }
    });
    List<Neighbour> near = neighbours.recommend(
        seeds, Features.of(wanted), weights, SPARE * request.size(), PER_ARTIST, without);
    boolean isSteered = Arrays.stream(wanted).anyMatch(value -> !Double.isNaN(value));
    int asked = request.seeds().size();
    return new Recommended(
        near.stream().map(Neighbour::id).toList(),
        nearness(near.subList(0, Math.min(near.size(), request.size())))
            * Math.max(seeds.size(), isSteered ? 1 : 0) / asked,
        basis(seeds.size(), asked, isSteered));
  }

  private @Nullable Features features(@Nullable Entry entry, String id, String canonical) {
    Features told = entry == null ? null : Features.read(entry.value());
    Told said = manuals.of(id) == null ? manuals.of(canonical) : manuals.of(id);
    return told == null && said != null ? said.features() : told;
  }

  /** 1 for tracks that sound the same, a half for those as far away as a subgenre is wide. */
  private static double nearness(List<Neighbour> near) {
    return near.stream().mapToDouble(each -> 1 / (1 + each.distance() * each.distance()))
        .average().orElse(0);
  }

  private String basis(int known, int asked, boolean isSteered) {
    String seeds = known == 0 ? ""
        : (known < asked ? known + " of " : "") + asked + (asked == 1 ? " seed" : " seeds");
    String and = known > 0 && isSteered ? " and " : "";
    return String.format(Locale.ROOT, "neighbours of %s%s%s among %,d tracks",
        seeds, and, isSteered ? "targets" : "", neighbours.size());
  }
}
