package recobeat.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** That one engine, and no other, owns a data folder; the system ends it with the engine. */
final class FolderLock implements AutoCloseable {
  static final String FILE = "engine.lock";

  /** Behind the text, because Windows keeps others from reading what is locked. */
  private static final long LOCKED_BYTE = 1 << 20;

  /*
   * The folders owned within this JVM, by engines of any class loader. Systems lock files for a
   * process, not for a channel: to open the file of a lock once more and close it again would
   * silently give that lock away.
   */
  private static final String OWNED_HERE = "recobeat.folder:";

  private final Path dir;
  private final FileChannel channel;

  private FolderLock(Path dir, FileChannel channel) {
    this.dir = dir;
    this.channel = channel;
  }

  /** Fails in one line, naming the folder and its owner, if another engine has it. */
  static FolderLock take(Path dir) throws IOException {
    if (System.getProperties().putIfAbsent(OWNED_HERE + dir, "owned") != null) {
      throw refusal(dir, Long.toString(ProcessHandle.current().pid()));
    }
    FileChannel channel = null;
    try {
      channel = open(dir.resolve(FILE));
      if (lock(channel) == null) {
        throw refusal(dir, ownerIn(dir.resolve(FILE)));
      }
      String pid = ProcessHandle.current().pid() + "\n";
      channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return new FolderLock(dir, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      System.clearProperty(OWNED_HERE + dir);
      throw e;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(CREATE, READ, WRITE), PrivateFiles.permissions(file, "rw-------"));
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      // Locked within this JVM by somebody who is no engine.
      return null;
    }
  }

  private static EmbeddedRedisException refusal(Path dir, String owner) {
    return new EmbeddedRedisException(
        dir + " belongs to a running engine (pid " + owner + "): choose another data folder");
  }

  private static String ownerIn(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    return text.matches("\\d+") ? text : "unknown";
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      System.clearProperty(OWNED_HERE + dir);
    }
  }
}
