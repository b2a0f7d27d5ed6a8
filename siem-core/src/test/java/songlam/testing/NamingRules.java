package songlam.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** How packages and classes are named in every module: by what they are about. */
public final class NamingRules {
  @ArchTest
  static final ArchRule packagesSayWhatTheyAreAbout =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..common..",
              "..misc..",
              "..shared..",
              "..impl..",
              "..dto..",
              "..manager..",
              "..helper..");

  @ArchTest
  static final ArchRule classesSayWhatTheyAre =
      classes()
          .should()
          .haveNameNotMatching(".*\\.[A-Za-z]*(Utils?|Helper|Manager|Impl|Dto|DTO)(\\$.*)?");

  private NamingRules() {}
}
