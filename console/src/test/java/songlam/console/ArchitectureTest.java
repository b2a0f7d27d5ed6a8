package songlam.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import songlam.testing.NamingRules;

/** Pages go through ports, the simulator is only a client, libraries stay in their rooms. */
@AnalyzeClasses(packages = "songlam.console", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesAreAcyclic =
      slices().matching("songlam.console.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nounsOfTheInterfaceAreAcyclic =
      slices().matching("songlam.console.api.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule librariesStayBehindTheDomain =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.kie..", "org.drools..", "org.opensearch..", "org.rocksdb..", "org.pcap4j..");

  @ArchTest
  static final ArchRule theSimulatorIsANetworkClient =
      noClasses()
          .that()
          .resideInAPackage("songlam.console.simulate..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "songlam.core.pipeline..",
              "songlam.core.journal..",
              "songlam.core.store..",
              "songlam.core.detect..",
              "songlam.core.correlate..",
              "songlam.core.incident..");

  @ArchTest static final ArchTests names = ArchTests.in(NamingRules.class);
}
