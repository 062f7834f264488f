package recobeat.cache;

import java.util.regex.Pattern;

/** What a failure says about what to do next; scripts of old servers wrap Redis's own codes. */
final class Trouble {

  /** Of a server that is not the one to ask, or that forgot who asks. */
  private static final Pattern ELSEWHERE = Pattern.compile("(^|-)(READONLY|MASTERDOWN|NOAUTH)\\b");

  /** Of a single key; everything else, such as no memory, would befall any other write too. */
  private static final Pattern ONE_KEY =
      Pattern.compile("(^|-)WRONGTYPE\\b|exceeds maximum allowed size");

  private Trouble() {}

  /** It is there, but does not know yet what it holds. */
  static boolean isLoading(Throwable failure) {
    return text(failure).startsWith("LOADING");
  }

  /** A new connection may reach the right server: after a failover names lead elsewhere. */
  static boolean isElsewhere(Throwable failure) {
    return ELSEWHERE.matcher(text(failure)).find();
  }

  /** The write will never be taken. */
  static boolean isOfTheWrite(Throwable failure) {
    return ONE_KEY.matcher(text(failure)).find();
  }

  /** For one line of a log. */
  static String line(Throwable failure) {
    return failure.toString().lines().findFirst().orElse("");
  }

  private static String text(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
