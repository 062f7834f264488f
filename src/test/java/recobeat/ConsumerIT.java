package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import recobeat.embedded.EmbeddedRedis;

/** The thin jar, as an application embeds it that imports the plain Vert.x BOM. */
class ConsumerIT {

  private static final Path CONSUMER = Path.of("src/it/consumer");
  private static final Path THIN_JAR = Path.of(System.getProperty("it.thinJar"));
  private static final String VERSION = System.getProperty("it.version");
  private static final long MEMORY_BYTES = 64L << 20;

  @TempDir
  Path dir;

  /** Nothing that cleans up may follow them. */
  @AfterEach
  void removeLinks() throws IOException {
    try (Stream<Path> all = Files.find(dir, 2, (path, is) -> is.isSymbolicLink())) {
      for (Path link : all.toList()) {
        Files.delete(link);
      }
    }
  }

  @Test
  void thinJar_isTheModuleRecobeat() {
    assertThat(ModuleFinder.of(THIN_JAR).findAll()).singleElement().satisfies(module -> {
      assertThat(module.descriptor().name()).isEqualTo("recobeat");
      assertThat(module.descriptor().isAutomatic()).isTrue();
      assertThat(module.descriptor().packages()).allMatch(name -> name.startsWith("recobeat"));
    });
  }

  @Test
  void consumer_plainVertxBom_compilesAndIsAnswered() throws Exception {
    Path jar = build(localRepository());
    String netty = Version.identify().get("netty-common").artifactVersion();
    assertThat(classPath(jar))
        .contains("recobeat-engine-" + VERSION + ".jar", "vertx-core-5.0.7.jar")
        .noneMatch(name -> name.matches(
            "(picocli|logback|embedded-redis|snakeyaml|progressbar|jackson-databind"
                + "|vertx-web-client|prometheus-metrics-exposition-formats).*"))
        // This build prefers a newer one to the BOM's.
        .anyMatch(name -> name.startsWith("netty-common-"))
        .doesNotContain("netty-common-" + netty + ".jar");
    Vertx vertx = Vertx.vertx();
    try (ScriptedService service = new ScriptedService(vertx);
        EmbeddedRedis redis = EmbeddedRedis.start(dir.resolve("redis"), MEMORY_BYTES)) {
      Command run = Command.run(dir, List.of(Command.JAVA, "-ea", "-jar", jar.toString(),
          service.baseUrl(), redis.uri(), Tracks.spotify(7)));
      assertThat(run.status()).as("%s", run).isZero();
      assertThat(run.out()).hasSize(2);
      assertThat(run.out().get(0)).startsWith("typed {\"outcomes\":[{\"id\":\"" + Tracks.spotify(7))
          .contains("\"source\":\"recobeat\"", "\"energy\":0.007");
      assertThat(run.out().get(1)).startsWith("bus {\"outcomes\":[{\"id\":\"" + Tracks.spotify(7))
          .contains("\"source\":\"near\"", "\"energy\":0.007");
      assertThat(service.calls).hasSize(1);
    } finally {
      Rig.get(vertx.close());
    }
  }

  /**
   * The user's own one by links, and the engine beside them. So nothing is downloaded twice, the
   * user's is not littered with snapshots, and no mirror in the user's settings can stand between,
   * as it would with a repository that the consumer names.
   */
  private Path localRepository() throws IOException {
    Path repository = Files.createDirectory(dir.resolve("repository"));
    try (Stream<Path> groups = Files.list(Path.of(System.getProperty("it.repository")))) {
      for (Path group : groups.filter(path -> !path.endsWith("recobeat")).toList()) {
        Files.createSymbolicLink(repository.resolve(group.getFileName()), group);
      }
    }
    Path artifact = Files.createDirectories(
        repository.resolve("recobeat/recobeat-engine").resolve(VERSION));
    String name = "recobeat-engine-" + VERSION;
    Files.copy(THIN_JAR, artifact.resolve(name + ".jar"));
    Files.copy(Path.of("pom.xml"), artifact.resolve(name + ".pom"));
    return repository;
  }

  private Path build(Path repository) throws Exception {
    try (Stream<Path> files = Files.walk(CONSUMER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = dir.resolve("consumer").resolve(CONSUMER.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    List<String> line = new ArrayList<>(List.of(System.getProperty("it.maven"), "-B", "-q", "-ntp",
        "-f", dir.resolve("consumer").toString(),
        "-Dmaven.repo.local=" + repository,
        "-Dengine.version=" + VERSION,
        "-Dclasspath.prefix=" + repository.toUri(),
        "-Dmaven.test.skip=true"));
    String[] session = System.getProperty("it.offlineAndSettings").split(" ", 2);
    if (session[0].equals("true")) {
      line.add("-o");
    }
    if (Files.exists(Path.of(session[1]))) {
      line.addAll(List.of("-s", session[1]));
    }
    line.add("package");
    Command maven = Command.run(dir, line);
    assertThat(maven.status()).as("%s", maven).isZero();
    return dir.resolve("consumer/target/consumer.jar");
  }

  private static List<String> classPath(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      String path = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return Stream.of(path.split(" ")).map(url -> url.substring(url.lastIndexOf('/') + 1))
          .toList();
    }
  }
}
