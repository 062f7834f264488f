package recobeat.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The server binary inside the optional jar {@code org.signal:embedded-redis}, of which nothing
 * else is used. That jar carries no licence of Redis: it is at {@code META-INF/licenses/redis.txt}.
 */
final class BundledServer {
  static final ServerVersion VERSION = new ServerVersion("Redis", 7, 0, 15);

  /** SHA-256 of the binary for each platform the jar serves. */
  static final Map<String, String> DIGESTS =
      Map.of(
          "linux-amd64", "c0cdeef856b3410fd99d6ec6fc6a20302e69059b00ce5d6abab7b3e5069ea91e",
          "linux-arm64", "d5c7ff117caf45d7dc2f59c1f956e1830438779947d66aa5647c2cdcc16eca50",
          "linux-386", "19106984e15b7e7ce22c9a3296fe6a5f85c43a72894144f98b1fb572b823a936",
          "darwin-amd64", "e22a3d9147802bba0724efb2e446c49e1e514e76ff8031bb6d44b8628400d8f3",
          "darwin-arm64", "07838a2eb6f5961c89d8e6f1f83482de355dfc6bb04e05bfb00ae1f137dee129");

  private final ClassLoader loader;
  private final String platform;

  BundledServer(ClassLoader loader, String osName, String osArch) {
    this.loader = loader;
    this.platform = platform(osName, osArch);
  }

  /** The jar's word for a platform, from the system properties {@code os.name}, {@code os.arch}. */
  static String platform(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String family = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : os;
    String arch =
        switch (osArch) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          case "x86", "i386", "i686" -> "386";
          default -> osArch;
        };
    return family + "-" + arch;
  }

  String platform() {
    return platform;
  }

  /** Whether the jar, if it is there, has a binary for this platform. */
  boolean servesPlatform() {
    return DIGESTS.containsKey(platform);
  }

  /** Unpacks the binary into the folder unless it is there whole; empty if there is none. */
  Optional<ServerBinary> unpackInto(Path dir) throws IOException {
    String name = "redis-server-7.0.15-" + platform;
    String digest = DIGESTS.get(platform);
    URL packed = loader.getResource(name);
    if (digest == null || packed == null) {
      return Optional.empty();
    }
    Path file = dir.resolve(name);
    if (!Files.isExecutable(file) || !digest.equals(digestOf(file))) {
      unpack(packed, file, digest);
    }
    return Optional.of(new ServerBinary(file, VERSION));
  }

  private static void unpack(URL packed, Path file, String digest) throws IOException {
    Path draft = PrivateFiles.draft(file);
    try (InputStream in = packed.openStream()) {
      Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!digest.equals(digestOf(draft))) {
      Files.delete(draft);
      throw new EmbeddedRedisException(
          packed + " is not the " + VERSION + " it should be: use org.signal:embedded-redis:0.9.1");
    }
    if (!draft.toFile().setExecutable(true, true)) {
      throw new EmbeddedRedisException("cannot make " + draft + " executable");
    }
    PrivateFiles.publish(draft, file);
  }

  static String digestOf(Path file) throws IOException {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha256.digest());
  }
}
