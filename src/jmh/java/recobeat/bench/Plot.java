package recobeat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** A curve over sizes that grow tenfold, as an SVG file in {@code target/bench}. */
final class Plot {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final int EDGE = 50;

  private final String title;
  private final SortedMap<Integer, Double> points = new TreeMap<>();

  Plot(String title) {
    this.title = title;
  }

  void add(int size, double value) {
    points.put(size, value);
  }

  double at(int size) {
    return points.get(size);
  }

  /** Begins at 0, so that a fall looks as large as it is. */
  void write(String name) throws IOException {
    double most = points.values().stream().mapToDouble(Double::doubleValue).max().orElse(1) * 1.1;
    double from = Math.log10(points.firstKey());
    double decades = Math.max(1, Math.log10(points.lastKey()) - from);
    StringBuilder line = new StringBuilder();
    StringBuilder labels = new StringBuilder();
    points.forEach((size, value) -> {
      double x = EDGE + (WIDTH - 2 * EDGE) * (Math.log10(size) - from) / decades;
      double y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / most;
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
      labels.append(String.format(Locale.ROOT,
          "<circle cx='%1$.1f' cy='%2$.1f' r='3'/><text x='%1$.1f' y='%3$d'>%4$,d</text>"
              + "<text x='%1$.1f' y='%5$.1f'>%6$.2f</text>%n",
          x, y, HEIGHT - EDGE + 20, size, y - 8, value));
    });
    Files.createDirectories(Sheet.DIR);
    Files.writeString(Sheet.DIR.resolve(name + ".svg"), String.format(Locale.ROOT, """
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'
            font-size='12' text-anchor='middle'>
        <rect width='100%%' height='100%%' fill='white'/>
        <text x='%d' y='20' font-size='14'>%s</text>
        <path d='M%d,%d V%d H%d' fill='none' stroke='gray'/>
        <polyline points='%s' fill='none' stroke='steelblue' stroke-width='2'/>
        %s</svg>
        """, WIDTH, HEIGHT, WIDTH / 2, title, EDGE, EDGE, HEIGHT - EDGE, WIDTH - EDGE, line,
        labels));
  }
}
