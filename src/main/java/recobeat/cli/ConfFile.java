package recobeat.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads options from YAML: nested maps, whose keys joined by dots are the options' keys. */
final class ConfFile {

  private ConfFile() {}

  /** Keys to values as texts; fails with {@link BadFile}, which names the line where it can. */
  static Map<String, String> read(Path file) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    try (Reader reader = Files.newBufferedReader(file)) {
      Object content = new Yaml(new SafeConstructor(strict)).load(reader);
      Map<String, String> flat = new LinkedHashMap<>();
      if (content != null) {
        flatten(file, "", content, flat);
      }
      return flat;
    } catch (MarkedYAMLException wrong) {
      throw new BadFile(file, "line " + (wrong.getProblemMark().getLine() + 1) + ": "
          + wrong.getProblem());
    } catch (IOException | YAMLException wrong) {
      throw new BadFile(file, wrong);
    }
  }

  private static void flatten(
      Path file, String key, @Nullable Object value, Map<String, String> flat) {
    if (value instanceof Map<?, ?> nested) {
      nested.forEach((name, inner) ->
          flatten(file, key.isEmpty() ? String.valueOf(name) : key + "." + name, inner, flat));
    } else if (key.isEmpty()) {
      throw new BadFile(file, "must hold options like \"http: {port: 8080}\"");
    } else {
      // A key with nothing behind it is an empty text, as a token may be.
      flat.put(key, value == null ? "" : value.toString());
    }
  }
}
