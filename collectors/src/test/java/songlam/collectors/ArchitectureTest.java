package songlam.collectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import songlam.testing.NamingRules;

/** Transport, framing and format stay apart; libraries stay in their rooms. */
@AnalyzeClasses(
    packages = "songlam.collectors",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesAreAcyclic =
      slices().matching("songlam.collectors.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule protocolsAreAcyclic =
      slices().matching("songlam.collectors.parse.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule transportsDoNotKnowEachOther =
      slices().matching("songlam.collectors.listen.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule formatsKnowNoTransport =
      noClasses()
          .that()
          .resideInAnyPackage("songlam.collectors.parse..", "songlam.collectors.frame..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("songlam.collectors.listen..", "io.vertx..");

  @ArchTest
  static final ArchRule parsersKnowOnlyTheVocabulary =
      noClasses()
          .that()
          .resideInAPackage("songlam.collectors.parse..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "songlam.core.pipeline..",
              "songlam.core.detect..",
              "songlam.core.correlate..",
              "songlam.core.incident..",
              "songlam.core.store..");

  @ArchTest
  static final ArchRule libpcapStaysInItsListener =
      noClasses()
          .that()
          .resideOutsideOfPackage("songlam.collectors.listen.pcap..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.pcap4j..", "com.sun.jna..");

  @ArchTest
  static final ArchRule vertxStaysInListeners =
      noClasses()
          .that()
          .resideOutsideOfPackages("songlam.collectors", "songlam.collectors.listen..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule parsersReadNoClock =
      noClasses()
          .that()
          .resideInAPackage("songlam.collectors.parse..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest static final ArchTests names = ArchTests.in(NamingRules.class);
}
