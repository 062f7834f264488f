package recobeat.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class JsonFileTest {

  @TempDir
  Path folder;

  @Test
  void check_missingFolder_failsWithOneLine(Vertx vertx) {
    Path path = folder.resolve("missing/figures.json");

    assertThatThrownBy(() -> await(new JsonFile(vertx, path).check()))
        .hasMessageStartingWith("cannot write " + path + ": ")
        .hasMessageNotContaining("\n")
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void check_folderInItsPlace_fails(Vertx vertx) {
    assertThatThrownBy(() -> await(new JsonFile(vertx, folder).check()))
        .hasMessageStartingWith("cannot write " + folder);
  }

  @Test
  void check_leavesThingsAsTheyWere(Vertx vertx) throws Exception {
    Path fresh = folder.resolve("new.json");
    Path old = Files.writeString(folder.resolve("old.json"), "kept");

    await(new JsonFile(vertx, fresh).check());
    await(new JsonFile(vertx, old).check());

    assertThat(fresh).doesNotExist();
    assertThat(old).hasContent("kept");
  }

  @Test
  void write_replacesWhatWasThere(Vertx vertx) throws Exception {
    Path old = Files.writeString(folder.resolve("old.json"), "a longer text than the new one");

    await(new JsonFile(vertx, old).write(new JsonObject().put("seed", 1)));

    assertThat(old).content().isEqualTo("{\"seed\":1}\n");
  }

  private static void await(Future<Void> future) throws Exception {
    future.await(10, TimeUnit.SECONDS);
  }
}
