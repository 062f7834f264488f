package recobeat.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures for the eye. */
final class Table {

  private static final String ROW = "%-20s %10s %10s %10s %9s %7s %7s";

  private Table() {}

  static List<String> lines(DemoResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(
        Locale.ROOT, ROW, "", "duration", "real", "calls", "hit rate", "joined", "errors"));
    lines.add(row("before", result.naive()));
    lines.add(row("engine, cold", result.cold()));
    lines.add(row("engine, warm", result.warm()));
    lines.add(row("engine, two at once", result.overlap()));
    lines.add("");
    lines.add(String.join("; ",
        share("cold", result.cold(), result.naive()) + " of before",
        share("warm", result.warm(), result.naive()),
        share("two at once", result.overlap(), result.naive())));
    lines.add("the engine's own account of its calls: " + String.join(", ",
        count(result.cold().accounted()),
        count(result.warm().accounted()),
        count(result.overlap().accounted())));
    if (!result.isComplete()) {
      lines.add("not every workflow came to its end without an error");
    }
    return lines;
  }

  private static String row(String name, Figures run) {
    boolean counted = run.asked() > 0;
    return String.format(Locale.ROOT, ROW,
        name,
        seconds(run.seconds()),
        String.format(Locale.ROOT, "%.3f s", run.realMs() / 1000.0),
        count(run.calls()) + each(run),
        counted ? percent(run.hitRate()) : "-",
        counted ? Long.toString(run.joined()) : "-",
        Long.toString(run.errors()));
  }

  private static String share(String name, Figures run, Figures naive) {
    return name + ": " + count(run.calls()) + " calls" + each(run) + ", "
        + percent(run.seconds() / naive.seconds());
  }

  private static String each(Figures run) {
    return run.workflows() > 1 ? " each" : "";
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%,.1f s" : "%,.0f s", seconds);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share > 0 && share < 0.1 ? "%.1f %%" : "%.0f %%",
        share * 100);
  }

  private static String count(double calls) {
    double tenths = Math.round(calls * 10) / 10.0;
    return String.format(Locale.ROOT, tenths == Math.rint(tenths) ? "%.0f" : "%.1f", tenths);
  }
}
