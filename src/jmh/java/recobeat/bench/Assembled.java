package recobeat.bench;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a careful user would assemble of well-known parts instead: Caffeine's asynchronous cache
 * with a loader that gathers keys for a few milliseconds, Lettuce behind it, and in front of the
 * service Resilience4j and Java's own HTTP client.
 */
final class Assembled implements Client {

  private static final int IDS_MAX = 40;
  private static final long GATHER_MS = 10;
  private static final Duration LIFE = Duration.ofDays(90);
  private static final String NOTHING = "-";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService workers = Executors.newFixedThreadPool(8);
  private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("service");
  private final Retry retry = Retry.ofDefaults("service");
  private final RateLimiter limiter = RateLimiter.of("service", RateLimiterConfig.custom()
      .limitForPeriod(10_000).limitRefreshPeriod(Duration.ofSeconds(1)).build());
  private final RedisClient redis;
  private final StatefulRedisConnection<String, String> connection;
  private final String baseUrl;
  private final AsyncLoadingCache<String, Optional<String>> cache;

  private Map<String, CompletableFuture<Optional<String>>> gathered = new HashMap<>();

  Assembled(String baseUrl, String redisUri, int entriesMax) {
    this.baseUrl = baseUrl;
    this.redis = RedisClient.create(redisUri);
    this.connection = redis.connect();
    this.cache = Caffeine.newBuilder().maximumSize(entriesMax)
        .buildAsync(new AsyncCacheLoader<>() {
          @Override
          public CompletableFuture<Optional<String>> asyncLoad(String id, Executor executor) {
            return gather(id);
          }

          @Override
          public CompletableFuture<Map<String, Optional<String>>> asyncLoadAll(
              Set<? extends String> ids, Executor executor) {
            Map<String, CompletableFuture<Optional<String>>> each = new HashMap<>();
            ids.forEach(id -> each.put(id, gather(id)));
            return CompletableFuture.allOf(each.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                  Map<String, Optional<String>> all = new HashMap<>();
                  each.forEach((id, loaded) -> all.put(id, loaded.join()));
                  return all;
                });
          }
        });
  }

  @Override
  public CompletableFuture<?> features(List<String> ids) {
    return cache.getAll(ids);
  }

  private synchronized CompletableFuture<Optional<String>> gather(String id) {
    if (gathered.isEmpty()) {
      timer.schedule(this::leave, GATHER_MS, TimeUnit.MILLISECONDS);
    }
    return gathered.computeIfAbsent(id, first -> new CompletableFuture<>());
  }

  private void leave() {
    Map<String, CompletableFuture<Optional<String>>> batch;
    synchronized (this) {
      batch = gathered;
      gathered = new HashMap<>();
    }
    String[] ids = batch.keySet().toArray(String[]::new);
    connection.async().mget(ids).whenComplete((known, failure) -> {
      List<String> unknown = new ArrayList<>();
      if (known == null) {
        unknown.addAll(batch.keySet());
      } else {
        for (KeyValue<String, String> each : known) {
          if (each.hasValue()) {
            batch.get(each.getKey()).complete(Optional.of(each.getValue()));
          } else {
            unknown.add(each.getKey());
          }
        }
      }
      for (int at = 0; at < unknown.size(); at += IDS_MAX) {
        List<String> call = unknown.subList(at, Math.min(unknown.size(), at + IDS_MAX));
        workers.execute(() -> call(call, batch));
      }
    });
  }

  private void call(List<String> ids, Map<String, CompletableFuture<Optional<String>>> batch) {
    Set<String> left = new HashSet<>(ids);
    try {
      String body = Retry.decorateCheckedSupplier(retry,
          CircuitBreaker.decorateCheckedSupplier(breaker,
              RateLimiter.decorateCheckedSupplier(limiter, () -> get(ids)))).get();
      Map<String, String> rows = new HashMap<>();
      for (Object row : new JsonObject(body).getJsonArray("content")) {
        JsonObject features = (JsonObject) row;
        String href = features.getString("href");
        rows.put(href.substring(href.lastIndexOf('/') + 1), features.encode());
      }
      for (String id : ids) {
        String row = rows.getOrDefault(id, NOTHING);
        connection.async().setex(id, LIFE.toSeconds(), row);
        batch.get(id).complete(Optional.of(row));
        left.remove(id);
      }
    } catch (Throwable failure) {
      left.forEach(id -> batch.get(id).completeExceptionally(failure));
    }
  }

  private String get(List<String> ids) throws IOException, InterruptedException {
    var answer = http.send(HttpRequest.newBuilder(
        URI.create(baseUrl + "/v1/audio-features?ids=" + String.join(",", ids))).build(),
        BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode());
    }
    return answer.body();
  }

  @Override
  public void close() {
    timer.shutdown();
    workers.shutdown();
    connection.close();
    redis.shutdown();
  }
}
