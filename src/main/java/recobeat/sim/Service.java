package recobeat.sim;

import recobeat.time.Time;

/** What all calls share. The bucket and the weather belong to the server's event loop. */
record Service(
    SimOptions options, Time time, Api api, Counters counters, Weather weather, Bucket bucket) {

  static Service of(SimOptions options, Catalogue catalogue, Time time) {
    return new Service(
        options,
        time,
        new Api(catalogue, time),
        new Counters(),
        new Weather(options),
        new Bucket(
            options.bucketPerSecond() * options.scale(), options.burst(), time.millis()));
  }

  /** Takes a permit and returns -1, or returns the {@code Retry-After} of a refusal. */
  long refusedForSeconds() {
    double seconds = bucket.take(time.millis()) / 1000;
    return seconds == 0 ? -1 : retryAfter(seconds, options.scale());
  }

  /**
   * Whole seconds of the wire. In time-lapse a wait of less than half a second says 0, since even
   * one second would be a long time there.
   */
  static long retryAfter(double seconds, double scale) {
    if (scale > 1 && seconds < 0.5) {
      return 0;
    }
    return (long) Math.ceil(seconds);
  }

  static String proxyPage(int code) {
    return "<!DOCTYPE html>\n<html><head><title>" + code + "</title></head>\n"
        + "<body><h1>Error " + code + "</h1><p>The web server reported an error.</p>"
        + "</body></html>\n";
  }
}
