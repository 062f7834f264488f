package recobeat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class ServerBinariesTest {
  private static final BundledServer BUNDLED = RedisFolder.bundled();

  @TempDir Path dir;

  @Test
  void newest_nothingInstalled_isTheBundled() throws Exception {
    ServerBinary binary = new ServerBinaries("", BUNDLED).newest(dir);
    assertThat(binary.version()).hasToString("Redis 7.0.15");
    assertThat(binary.file()).hasParentRaw(dir).isExecutable();
  }

  @ParameterizedTest
  @CsvSource({
    "redis-server,  Redis server v=7.0.15 sha=0:0 malloc=libc, Redis 7.0.15",
    "redis-server,  Redis server v=8.2.1 sha=0:0 malloc=libc,  Redis 8.2.1",
    "valkey-server, Valkey server v=8.0.1 sha=0:0 malloc=libc, Valkey 8.0.1",
  })
  void newest_installedIsAsNew_isTheInstalled(String name, String banner, String version)
      throws Exception {
    Path installed = install(name, banner);
    ServerBinary binary = new ServerBinaries(searchPath(), BUNDLED).newest(dir);
    assertThat(binary.version()).hasToString(version);
    assertThat(binary.file()).isEqualTo(installed);
  }

  @ParameterizedTest
  @CsvSource({
    "redis-server, Redis server v=7.0.14 sha=0:0 malloc=libc",
    "redis-server, Redis server v=5.0.7 sha=0:0 malloc=libc",
    "redis-server, something else 9.9.9",
  })
  void newest_installedIsOlderOrNoServer_isTheBundled(String name, String banner)
      throws Exception {
    install(name, banner);
    ServerBinary binary = new ServerBinaries(searchPath(), BUNDLED).newest(dir);
    assertThat(binary.version()).isEqualTo(BundledServer.VERSION);
    assertThat(binary.file()).hasParentRaw(dir);
  }

  @Test
  void newest_bothInstalled_isTheNewer() throws Exception {
    Path redis = install("redis-server", "Redis server v=8.2.1 sha=0:0");
    install("valkey-server", "Valkey server v=8.1.9 sha=0:0");
    ServerBinaries binaries = new ServerBinaries(searchPath(), BUNDLED);
    assertThat(binaries.newest(dir).file()).isEqualTo(redis);
  }

  @Test
  void newest_onlyAnOlderInstalled_isThatOne() throws Exception {
    install("redis-server", "Redis server v=6.0.16 sha=0:0");
    BundledServer none = new BundledServer(getClass().getClassLoader(), "Linux", "riscv64");
    ServerBinary binary = new ServerBinaries(searchPath(), none).newest(dir);
    assertThat(binary.version()).hasToString("Redis 6.0.16");
  }

  @Test
  void newest_platformWithoutBinary_doesNotAdviseTheJar() {
    BundledServer none = new BundledServer(getClass().getClassLoader(), "Windows 11", "amd64");
    assertThatThrownBy(() -> new ServerBinaries("", none).newest(dir))
        .isInstanceOf(EmbeddedRedisException.class)
        .hasMessage(
            "no Redis found, and none is bundled for windows-amd64: install redis-server or"
                + " valkey-server on the PATH, or set redis.uri to one that runs elsewhere"
                + " (on Windows: in WSL)");
  }

  @Test
  void find_relativeEntry_isIgnored() throws IOException {
    install("redis-server", "Redis server v=9.0.0");
    Path relative = Path.of("").toAbsolutePath().relativize(dir.resolve("bin"));
    assertThat(new ServerBinaries(relative.toString(), BUNDLED).find("redis-server")).isEmpty();
    assertThat(new ServerBinaries(searchPath(), BUNDLED).find("redis-server")).isPresent();
  }

  @Test
  void unpackInto_halfWritten_writesItAnew() throws Exception {
    Path file = BUNDLED.unpackInto(dir).orElseThrow().file();
    String digest = BundledServer.digestOf(file);
    Files.write(file, new byte[] {1, 2, 3});
    BUNDLED.unpackInto(dir);
    assertThat(BundledServer.digestOf(file)).isEqualTo(digest);
    assertThat(dir).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void unpackInto_notTheBinaryItShouldBe_isNeverRun() {
    ClassLoader tampered =
        new ClassLoader(null) {
          @Override
          public java.net.URL getResource(String name) {
            return ServerBinariesTest.class.getResource("ServerBinariesTest.class");
          }
        };
    BundledServer server = new BundledServer(tampered, "Linux", "amd64");
    assertThatThrownBy(() -> server.unpackInto(dir))
        .isInstanceOf(EmbeddedRedisException.class)
        .hasMessageContaining("is not the Redis 7.0.15 it should be");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void digests_jar_holdsThemAll() throws Exception {
    for (Map.Entry<String, String> entry : BundledServer.DIGESTS.entrySet()) {
      Path copy = dir.resolve(entry.getKey());
      String name = "redis-server-7.0.15-" + entry.getKey();
      try (InputStream in = getClass().getClassLoader().getResourceAsStream(name)) {
        assertThat(in).as(name).isNotNull();
        Files.copy(in, copy);
      }
      assertThat(BundledServer.digestOf(copy)).as(name).isEqualTo(entry.getValue());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-amd64",
    "Linux, aarch64, linux-arm64",
    "Linux, i386, linux-386",
    "Mac OS X, x86_64, darwin-amd64",
    "Mac OS X, aarch64, darwin-arm64",
    "Windows 11, amd64, windows-amd64",
  })
  void platform_systemProperties_isTheJarsWord(String os, String arch, String platform) {
    assertThat(BundledServer.platform(os, arch)).isEqualTo(platform);
  }

  @Test
  void ofInfo_valkey_isNotTheRedisItSpeaksLike() {
    String info = "redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.0.1\r\n";
    assertThat(ServerVersion.ofInfo(info).orElseThrow()).hasToString("Valkey 8.0.1");
  }

  private Path install(String name, String banner) throws IOException {
    Path bin = Files.createDirectories(dir.resolve("bin"));
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\necho '" + banner + "'\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private String searchPath() {
    return dir.resolve("nowhere") + File.pathSeparator + dir.resolve("bin");
  }
}
