package recobeat.ask;

import io.netty.handler.codec.http.QueryStringEncoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import recobeat.message.ListRequest;
import recobeat.message.Listing;
import recobeat.message.RecommendationRequest;
import recobeat.message.SearchRequest;
import recobeat.message.Target;
import recobeat.model.Entity;
import recobeat.model.Key;
import recobeat.model.Kind;

/**
 * Questions in one spelling: sorted, explicit, numbers without needless digits. The text is also
 * what stands behind the endpoint's path when the service is asked.
 */
final class Queries {

  private Queries() {}

  static Key recommendation(RecommendationRequest request) {
    QueryStringEncoder query = encoder("");
    query.addParam("seeds", String.join(",", request.seeds()));
    query.addParam("size", Integer.toString(request.size()));
    if (!request.negativeSeeds().isEmpty()) {
      query.addParam("negativeSeeds", String.join(",", request.negativeSeeds()));
    }
    new TreeMap<Target, Number>(request.targets()).forEach((target, value) ->
        query.addParam(target.field(), plain(value)));
    return new Key(Kind.RECOMMENDATION, query.toString());
  }

  static Key search(SearchRequest request) {
    QueryStringEncoder query = encoder(name(request.entity()) + "/search");
    query.addParam("searchText", request.searchText());
    return new Key(Kind.SEARCH, paged(query, request.page(), request.size()));
  }

  static Key list(ListRequest request, String recobeatId) {
    Listing list = request.list();
    QueryStringEncoder query =
        encoder(name(list.owner()) + '/' + recobeatId + '/' + name(list.content()));
    return new Key(Kind.LIST, paged(query, request.page(), request.size()));
  }

  private static String paged(QueryStringEncoder query, int page, int size) {
    query.addParam("page", Integer.toString(page));
    query.addParam("size", Integer.toString(size));
    return query.toString();
  }

  private static QueryStringEncoder encoder(String path) {
    return new QueryStringEncoder(path, StandardCharsets.UTF_8);
  }

  private static String name(Entity entity) {
    return entity.name().toLowerCase(Locale.ROOT);
  }

  private static String plain(Number value) {
    BigDecimal plain = BigDecimal.valueOf(value.doubleValue()).stripTrailingZeros();
    return plain.signum() == 0 ? "0" : plain.toPlainString();
  }
}
