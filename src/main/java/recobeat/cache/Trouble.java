package recobeat.cache;

import java.util.regex.Pattern;

/**
 * What a failure says about what to do next. Its code need not come first: the client puts in front
 * which request of a batch failed, {@code ERR [0] READONLY ...}, and scripts of old servers their
 * own place.
 */
final class Trouble {

  /** Before a code: nothing, or what it is wrapped in. */
  private static final String HEAD = "(^|\\] |-)";

  private static final Pattern LOADING = Pattern.compile(HEAD + "LOADING\\b");

  /** Of a server that is not the one to ask, or that forgot who asks. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(HEAD + "(READONLY|MASTERDOWN|NOAUTH)\\b");

  private static final Pattern FORBIDDEN = Pattern.compile(HEAD + "NOPERM\\b");

  /** Of a single key; everything else, such as no memory, would befall any other write too. */
  private static final Pattern ONE_KEY =
      Pattern.compile(HEAD + "WRONGTYPE\\b|exceeds maximum allowed size");

  private Trouble() {}

  /** It is there, but does not know yet what it holds. */
  static boolean isLoading(Throwable failure) {
    return LOADING.matcher(text(failure)).find();
  }

  /** A new connection may reach the right server: after a failover names lead elsewhere. */
  static boolean isElsewhere(Throwable failure) {
    return ELSEWHERE.matcher(text(failure)).find();
  }

  /** The user may not do this, now or later. */
  static boolean isForbidden(Throwable failure) {
    return FORBIDDEN.matcher(text(failure)).find();
  }

  /** The write will never be taken. */
  static boolean isOfTheWrite(Throwable failure) {
    return ONE_KEY.matcher(text(failure)).find();
  }

  /** For one line of a log. */
  static String line(Throwable failure) {
    return failure.toString().lines().findFirst().orElse("").replaceFirst("^ERR \\[\\d+\\] ", "");
  }

  private static String text(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
