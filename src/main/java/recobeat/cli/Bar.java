package recobeat.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far it is: one line redrawn in place on a terminal, now and then a line elsewhere. */
final class Bar implements AutoCloseable {

  private static final int WIDTH = 79;
  private static final int REDRAW_MILLIS = 250;
  private static final int LINE_MILLIS = 10_000;

  private final PrintWriter err;
  private final boolean terminal = Terminal.isThere();
  private final ProgressBar bar;

  Bar(PrintWriter err, String task, String unit, long count) {
    this.err = err;
    this.bar = new ProgressBarBuilder()
        .setInitialMax(count)
        .setTaskName(task)
        .setUnit(' ' + unit, 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(terminal ? REDRAW_MILLIS : LINE_MILLIS)
        .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
        .build();
  }

  void step(int ids) {
    bar.stepBy(ids);
  }

  private void draw(String line) {
    if (terminal) {
      err.print('\r' + line);
      err.flush();
    } else {
      err.println(line);
    }
  }

  @Override
  public void close() {
    bar.close();
    if (terminal) {
      err.println();
    }
  }
}
