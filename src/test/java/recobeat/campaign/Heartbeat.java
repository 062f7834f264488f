package recobeat.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Threads that note when one of them was not let run, as then others of its process were not
 * either: by the machine, which has other things to do, or by the JVM. Of any process, as an agent.
 */
public final class Heartbeat {

  private static final long BEAT_NANOS = 5_000_000;
  private static final long LATE_NANOS = 2_000_000;

  private Heartbeat() {}

  /** Begins, and writes a line {@code from to} in nanoseconds for each pause. */
  public static void premain(String file) throws IOException {
    PrintStream out = new PrintStream(file);
    // As many as there are event loops, since what one of them meets on its CPU another may not.
    for (int i = 2 * Runtime.getRuntime().availableProcessors(); i > 0; i--) {
      Thread thread = new Thread(() -> beat(out), "heartbeat-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void beat(PrintStream out) {
    long last = System.nanoTime();
    while (true) {
      LockSupport.parkNanos(BEAT_NANOS);
      long now = System.nanoTime();
      if (now - last > BEAT_NANOS + LATE_NANOS) {
        out.println(last + BEAT_NANOS + " " + now);
      }
      last = now;
    }
  }

  /** Packs it for {@code -javaagent}. */
  static void pack(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", Heartbeat.class.getName());
    String type = Heartbeat.class.getName().replace('.', '/') + ".class";
    try (InputStream code = Heartbeat.class.getResourceAsStream("/" + type);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry(type));
      code.transferTo(out);
    }
  }
}
