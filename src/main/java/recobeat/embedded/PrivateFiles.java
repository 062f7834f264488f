package recobeat.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that only their owner may touch, where the file system knows of owners. */
final class PrivateFiles {
  private PrivateFiles() {}

  /** The folder's real path; a folder that exists already keeps its permissions. */
  static Path folder(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      Files.createDirectories(dir, permissions(dir, "rwx------"));
    }
    return dir.toRealPath();
  }

  /** Creates the file, empty, in place of any earlier one. */
  static Path create(Path file) throws IOException {
    Files.deleteIfExists(file);
    return Files.createFile(file, permissions(file, "rw-------"));
  }

  /** Where to prepare a file until it is whole; {@link #publish} then puts it in its place. */
  static Path draft(Path file) throws IOException {
    return create(file.resolveSibling(file.getFileName() + ".new"));
  }

  /** Puts a draft in its place at once, so that nobody ever meets half of it. */
  static void publish(Path draft, Path file) throws IOException {
    Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  static FileAttribute<?>[] permissions(Path file, String posix) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))
        }
        : new FileAttribute<?>[0];
  }
}
