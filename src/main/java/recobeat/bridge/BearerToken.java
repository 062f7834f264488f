package recobeat.bridge;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Lets those pass who know the token. */
final class BearerToken implements Handler<RoutingContext> {

  private static final String SCHEME = "Bearer ";

  private final byte[] token;

  BearerToken(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(RoutingContext context) {
    if (isKnown(context.request().getHeader("Authorization"))) {
      context.next();
    } else {
      context.response().putHeader("WWW-Authenticate", "Bearer");
      context.fail(new HttpException(401, "Authorization must be Bearer with admin.token"));
    }
  }

  private boolean isKnown(@Nullable String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        // Takes as long whatever is wrong, so that a token cannot be guessed piece by piece.
        && MessageDigest.isEqual(token,
            authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
  }
}
