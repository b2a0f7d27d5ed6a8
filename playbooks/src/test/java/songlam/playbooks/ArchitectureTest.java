package songlam.playbooks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import songlam.testing.NamingRules;

/** Actions know the playbook, not each other. */
@AnalyzeClasses(
    packages = "songlam.playbooks",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule systemsAreAcyclic =
      slices().matching("songlam.playbooks.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest static final ArchTests names = ArchTests.in(NamingRules.class);
}
