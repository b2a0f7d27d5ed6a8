package songlam.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import songlam.testing.NamingRules;

/** Who may import whom in the domain, and how things may be named. */
@AnalyzeClasses(packages = "songlam.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] PURE = {
    "songlam.core.event..",
    "songlam.core.normalise..",
    "songlam.core.detect..",
    "songlam.core.correlate.window..",
    "songlam.core.incident..",
    "songlam.core.query.."
  };

  @ArchTest
  static final ArchRule packagesAreAcyclic =
      slices().matching("songlam.core.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theVocabularyKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("songlam.core.event..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("songlam.core..").and(notIn("songlam.core.event..")));

  @ArchTest
  static final ArchRule detectionSeesEventsAndConfigurationOnly =
      noClasses()
          .that()
          .resideInAPackage("songlam.core.detect..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("songlam.core..")
                  .and(notIn("songlam.core.event.."))
                  .and(notIn("songlam.core.config.."))
                  .and(notIn("songlam.core.detect..")));

  @ArchTest
  static final ArchRule incidentsSeeEventsAndAlertsOnly =
      noClasses()
          .that()
          .resideInAPackage("songlam.core.incident..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("songlam.core..")
                  .and(notIn("songlam.core.event.."))
                  .and(notIn("songlam.core.config.."))
                  .and(notIn("songlam.core.correlate"))
                  .and(notIn("songlam.core.incident..")));

  @ArchTest
  static final ArchRule droolsStaysInCorrelate =
      onlyIn("songlam.core.correlate..", "org.kie..", "org.drools..");

  @ArchTest
  static final ArchRule openSearchStaysInItsStore =
      onlyIn("songlam.core.store.opensearch..", "org.opensearch..");

  @ArchTest
  static final ArchRule rocksStaysInTheJournal = onlyIn("songlam.core.journal..", "org.rocksdb..");

  @ArchTest
  static final ArchRule mergingStaysWithTheLifeOfRules =
      onlyIn("songlam.core.rule..", "org.eclipse.jgit..");

  @ArchTest
  static final ArchRule vertxStaysOutOfTheDomain =
      noClasses()
          .that()
          .resideOutsideOfPackages("songlam.core.pipeline..", "songlam.core.store.opensearch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule pureStagesReadNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule pureStagesOwnNoThread =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.Thread")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.concurrent\\.(Executor.*|ForkJoin.*|.*Executor)");

  @ArchTest static final ArchTests names = ArchTests.in(NamingRules.class);

  private static ArchRule onlyIn(String home, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static DescribedPredicate<JavaClass> notIn(String packages) {
    return DescribedPredicate.not(resideInAPackage(packages));
  }
}
