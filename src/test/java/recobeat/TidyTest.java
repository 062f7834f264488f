package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The house rules of style, read from the sources; each breach says where and what instead. */
class TidyTest {

  private static final int COLUMNS_MAX = 100;
  private static final int METHOD_LINES_MAX = 70;
  private static final int FILE_LINES_MAX = 400;

  private static final Pattern TEXT =
      Pattern.compile(".*\\.(java|xml|ya?ml|json|properties|md|txt|sh|html|css|js)|\\.ci/run");
  private static final Pattern WRAPPED = Pattern.compile(".*\\.(java|ya?ml)");
  private static final Pattern ANYWHERE = Pattern.compile(".*");
  private static final Pattern JAVA = Pattern.compile("src/.*\\.java");
  private static final Pattern MAIN = Pattern.compile("src/main/java/(?!recobeat/time/).*");
  private static final Pattern EMPTY_NAME =
      Pattern.compile("\\w*(Manager|Helper|Utils?|Impl)|Abstract\\w*");
  private static final Set<String> EMPTY_PACKAGES =
      Set.of("util", "utils", "common", "impl", "helper", "misc");

  private final List<String> breaches = new ArrayList<>();

  /** Something that must not stand in some files, and what to write in its place. */
  private record Ban(Pattern text, Pattern files, String instead) {

    Ban(String regex, Pattern files, String instead) {
      this(Pattern.compile(regex), files, instead);
    }
  }

  private static final List<Ban> BANS = List.of(
      new Ban("System\\.nanoTime", MAIN, "take a Time and ask millis()"),
      new Ban("System\\.currentTimeMillis|Instant\\.now", MAIN,
          "take a Time and ask epochMillis()"),
      new Ban("ThreadLocalRandom|Math\\.random|new Random\\(", MAIN, "take a RandomGenerator"),
      new Ban("(String\\.format|[a-z]\\.printf)\\((?!Locale|$)|\\.formatted\\(", MAIN,
          "format in Locale.ROOT"),
      new Ban("Logger [a-z]", MAIN, "name a logger LOG"),
      new Ban("Thread\\.sleep", MAIN, "set a timer, or wait on a latch or process with a limit"),
      new Ban("Thread\\.sleep", Pattern.compile("src/(?!main/).*\\.java"),
          "await() what is waited for"),
      new Ban("\\b(TODO|FIXME|XXX)\\b", ANYWHERE, "do it now, or leave it"),
      new Ban("@Disabled\\b", JAVA, "mend the test, or delete it"),
      new Ban("(?<![\\w.])/(work|root|home)/", ANYWHERE, "name no place of one machine"),
      new Ban("\t", ANYWHERE, "indent by two spaces"),
      new Ban("[ \r]$", ANYWHERE, "end the line where its text ends"));

  @Test
  void lines_haveNothingBanned() throws IOException {
    for (Path file : files(TEXT)) {
      if (file.endsWith("TidyTest.java")) {
        continue; // It names what it bans.
      }
      String text = Files.readString(file);
      String[] lines = text.split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        for (Ban ban : BANS) {
          if (matches(ban.files, file) && ban.text.matcher(lines[i]).find()) {
            breach(file, i + 1, ban.instead + ": " + lines[i].strip());
          }
        }
      }
      if (!text.endsWith("\n") || text.endsWith("\n\n")) {
        breach(file, lines.length, "end the file with one newline");
      }
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void lines_fitThePage() throws IOException {
    for (Path file : files(WRAPPED)) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).codePoints().count() > COLUMNS_MAX) {
          breach(file, i + 1, "wrap at " + COLUMNS_MAX + " columns");
        }
      }
      if (matches(JAVA, file) && lines.size() > FILE_LINES_MAX) {
        breach(file, lines.size(), "split what has over " + FILE_LINES_MAX + " lines");
      }
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void methodsAndTypes_areShortAndWellNamed() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task = (JavacTask) compiler.getTask(null, manager, null,
          List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files(JAVA)));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new Shape(unit, positions), null);
      }
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void packages_areNullMarkedAndWellNamed() throws IOException {
    Set<Path> packages = new TreeSet<>();
    for (Path file : files(Pattern.compile("src/main/java/.*\\.java"))) {
      packages.add(file.getParent());
    }
    assertThat(packages).hasSizeGreaterThan(1);
    for (Path each : packages) {
      Path info = each.resolve("package-info.java");
      if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked\npackage")) {
        breach(info, 1, "mark the package @NullMarked and say in one line what it is");
      }
      if (EMPTY_PACKAGES.contains(each.getFileName().toString())) {
        breach(each, 1, "name the package after what it does");
      }
    }
    assertThat(breaches).isEmpty();
  }

  private final class Shape extends TreeScanner<Void, Void> {

    private final Path file;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    Shape(CompilationUnitTree unit, SourcePositions positions) {
      this.file = Path.of(unit.getSourceFile().getName());
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      long start = line(positions.getStartPosition(unit, method));
      if (line(positions.getEndPosition(unit, method)) - start >= METHOD_LINES_MAX) {
        breach(file, start, "split " + method.getName() + " at " + METHOD_LINES_MAX + " lines");
      }
      return super.visitMethod(method, none);
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      if (EMPTY_NAME.matcher(type.getSimpleName()).matches()) {
        breach(file, line(positions.getStartPosition(unit, type)),
            "name " + type.getSimpleName() + " after what it does");
      }
      return super.visitClass(type, none);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }

  private void breach(Path file, long line, String what) {
    breaches.add(file + ":" + line + ": " + what);
  }

  /** The files of the project, generated ones aside. */
  private static List<Path> files(Pattern names) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String root : List.of("src", "conf", ".ci", "README.md", "pom.xml")) {
      if (Files.exists(Path.of(root))) {
        try (Stream<Path> all = Files.walk(Path.of(root))) {
          all.filter(Files::isRegularFile).filter(file -> matches(names, file)).forEach(found::add);
        }
      }
    }
    assertThat(found).as("files like %s", names).isNotEmpty();
    return found;
  }

  private static boolean matches(Pattern pattern, Path file) {
    return pattern.matcher(file.toString().replace('\\', '/')).matches();
  }
}
