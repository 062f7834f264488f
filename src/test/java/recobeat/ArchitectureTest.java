package recobeat;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import recobeat.cli.Main;
import recobeat.demo.Figures;
import recobeat.embedded.EmbeddedRedisException;
import recobeat.sim.Fault;

/** The plan of the house: which package may know which, and what each shows to the others. */
@AnalyzeClasses(packages = "recobeat", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] ACTORS = {
    "recobeat.dispatch..", "recobeat.cache..", "recobeat.fetch..", "recobeat.bridge..",
    "recobeat.fallback..", "recobeat.watch..", "recobeat.missing.."
  };

  /** Public for the JVM, or for whoever holds a public type that takes, gives or throws it. */
  private static final Class<?>[] FOR_OTHERS = {
    Main.class, EmbeddedRedisException.class, Fault.class, Figures.class
  };

  @ArchTest
  static final ArchRule house = layeredArchitecture()
      .consideringOnlyDependenciesInAnyPackage("recobeat..")
      .ensureAllClassesAreContainedInArchitecture()
      .layer("stage").definedBy("recobeat.cli..", "recobeat.demo..")
      .layer("root").definedBy("recobeat")
      .layer("actors").definedBy(ACTORS)
      .layer("embedded").definedBy("recobeat.embedded..")
      .layer("ask").definedBy("recobeat.ask..")
      .layer("vocabulary").definedBy("recobeat.message..", "recobeat.near..", "recobeat.model..",
          "recobeat.metrics..", "recobeat.options..")
      .layer("sim").definedBy("recobeat.sim..")
      .layer("time").definedBy("recobeat.time..")
      .layer("http").definedBy("recobeat.http..")
      .whereLayer("stage").mayNotBeAccessedByAnyLayer()
      .whereLayer("root").mayOnlyBeAccessedByLayers("stage")
      .whereLayer("actors").mayOnlyBeAccessedByLayers("root", "stage")
      .whereLayer("actors").mayOnlyAccessLayers("ask", "vocabulary", "time", "http")
      .whereLayer("embedded").mayOnlyBeAccessedByLayers("root")
      .whereLayer("embedded").mayOnlyAccessLayers("time")
      .whereLayer("ask").mayOnlyAccessLayers("vocabulary", "time")
      .whereLayer("vocabulary").mayOnlyAccessLayers("time")
      // The stand-in must not know what it is asked by, nor the engine that there is one.
      .whereLayer("sim").mayOnlyAccessLayers("time", "http")
      .whereLayer("sim").mayOnlyBeAccessedByLayers("stage")
      .whereLayer("time").mayNotAccessAnyLayer()
      .whereLayer("http").mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule packages_tree = slices().matching("(**)")
      .should().beFreeOfCycles();

  @ArchTest
  static final ArchRule actors_strangers = slices().matching("recobeat.(*)..")
      .that(describe("are actors", slice ->
          slice.stream().allMatch(resideInAnyPackage(ACTORS))))
      .should().notDependOnEachOther()
      .because("they meet on the event bus only");

  @ArchTest
  static final ArchRule embeddable_needsNothingOptional = noClasses()
      .that().resideOutsideOfPackages("recobeat.cli..", "recobeat.demo..")
      .should().dependOnClassesThat().resideInAnyPackage(
          "picocli..", "de.siegmar..", "me.tongfei..", "org.yaml..", "ch.qos.logback..",
          "io.vertx.ext.web.client..", "io.vertx.micrometer..")
      .because("an embedder has none of these");

  @ArchTest
  static final ArchRule bundledRedis_isABinary = noClasses()
      .should().dependOnClassesThat().resideInAnyPackage("redis.embedded..", "org.signal..")
      .because("of that jar only the server inside is used, and it is optional");

  @ArchTest
  static final ArchRule publicTypes_areNeededOutside = classes()
      .that().arePublic().and().areTopLevelClasses().and().doNotBelongToAnyOf(FOR_OTHERS)
      // The root package is the engine's face.
      .and().resideOutsideOfPackage("recobeat")
      .should(be(describe("used by another package", ArchitectureTest::isUsedOutside)))
      .because("a type is package-private until somebody outside needs it");

  private static boolean isUsedOutside(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream().map(Dependency::getOriginClass)
        .anyMatch(user -> !user.getPackageName().equals(type.getPackageName()));
  }
}
