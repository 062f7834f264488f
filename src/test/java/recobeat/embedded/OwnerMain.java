package recobeat.embedded;

import java.io.PrintStream;
import java.nio.file.Path;

/** An engine in a process of its own: prints its server's pid and URI, and runs until killed. */
final class OwnerMain {
  private OwnerMain() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err); // where the log goes
    try (EmbeddedRedis redis = RedisFolder.start(Path.of(args[0]), RedisFolder.MEMORY)) {
      out.println(redis.pid());
      out.println(redis.uri());
      System.in.read();
    } catch (EmbeddedRedisException e) {
      out.println(e.getMessage());
    }
  }
}
