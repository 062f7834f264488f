package recobeat.bench;

import java.util.Arrays;

/** Runs the benchmark that is named, and ends with it, however it ends. */
public final class Bench {

  private Bench() {}

  /** Of the name of a class here, and what is for it. */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      Class.forName(Bench.class.getPackageName() + "." + arguments[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
      status = 0;
    } catch (ReflectiveOperationException failure) {
      Throwable cause = failure.getCause();
      (cause == null ? failure : cause).printStackTrace();
    } finally {
      System.exit(status);
    }
  }
}
