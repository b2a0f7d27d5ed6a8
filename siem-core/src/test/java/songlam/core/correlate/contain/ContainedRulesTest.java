package songlam.core.correlate.contain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.core.config.ConfigException;

/** What rules may be made of and touch; what they may not, by line. */
class ContainedRulesTest {
  private static String refusal(String drl) {
    ConfigException e =
        assertThrows(ConfigException.class, () -> ContainedRules.compile("trial", drl));
    return String.valueOf(e.getMessage());
  }

  @Test
  void whatTheVocabularyCanSayIsLetThrough() {
    ContainedRules rules =
        ContainedRules.compile(
            "trial",
            """
            rule "many"
              salience 10
            when
              $a : Noticed( rule == "counted", count >= 8, key str[startsWith] "a",
                phase in ("opened", "grown") )
              $b : Noticed( rule == "x", key == $a.key, at > $a.at - 1000,
                episode.says("host.name", $a.key) || count * 2 > 5 + $a.count )
              not Noticed( rule == "y", key.startsWith($b.key) )
              exists( Noticed( rule == "z" ) and Noticed( rule == "w", this != $b ) )
            then
              alerts.alert($a, Severity.CRITICAL);
              if ($b.count() > 3) { alerts.suppress($b); }
              insertLogical(new Derived("seen", $b.key()));
            end
            rule "behind"
            when
              Derived( name == "seen" )
              $a : Noticed( rule == "a" )
              $b : Noticed( rule == "b", this after[0s, 10m] $a )
            then
              alerts.alert($b);
            end
            """);
    assertEquals(List.of("many", "behind"), rules.names());
    assertEquals(
        1, rules.base(Set.of("many")).getKiePackages().iterator().next().getRules().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Runtime.getRuntime().exec(~id~);           | java.lang.Runtime.exec",
        "new java.io.File(~x~).delete();            | java.io.File.delete",
        "Class.forName(~x~);                        | java.lang.Class.forName",
        "new Thread().start();                      | java.lang.Thread.start",
        "System.setProperty(~a~, ~b~);              | java.lang.System.setProperty",
        "while ($n != null) {}                      | a loop",
        "long[] all = new long[2000000000];         | an array of any size",
        "Runnable run = () -> {};                   | a lambda",
        "String twice = $n.key() + $n.key();        | texts put together",
        "synchronized ($n) { }                      | synchronized",
        "throw new RuntimeException();              | throw",
        "delete($n);                                | org.drools.model.Drools.delete",
        "insert($n);                                | org.drools.model.Drools.insert",
        "drools.halt();                             | halt",
        "new Object() { };                          | a class of its own",
      })
  void whatAConsequenceMayNotTouchIsNamed(String code, String touched) {
    String drl =
        "rule \"first\" when Noticed() then end\nrule \"x\" when $n : Noticed()\nthen %s end";
    String refusal = refusal(drl.formatted(code.replace('~', '"')));
    assertTrue(refusal.contains(touched), refusal);
    assertTrue(refusal.contains("trial.drl:2: rule \"x\""), refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Noticed( this.getClass().getName() == 'x' ) | java.lang.Object.getClass",
        "Noticed( key matches '(a+)+b' )             | java.util.regex.Pattern",
        "Noticed( System.nanoTime() > 1 )            | java.lang.System.nanoTime",
        "eval( true )                                | eval",
        "String()                                    | facts of type String",
        "Noticed() from $n.key                       | from",
        "accumulate( Noticed(); $c : count(1) )      | accumulate",
      })
  void whatAConditionMayNotTouchIsNamed(String condition, String touched) {
    String refusal = refusal("rule \"x\" when $n : Noticed()\n" + condition + "\nthen end");
    assertTrue(refusal.contains(touched), refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import java.io.File                      | import java.io.File",
        "import static java.lang.System.exit;     | import",
        "import function java.lang.System.exit    | import function",
        "global java.util.List all;               | global all",
        "function void f() {}                     | function",
        "declare Mine a : int end                 | declare",
        "query all() Noticed() end                | query",
        "dialect \"mvel\"                         | an attribute of the package",
      })
  void onlyRulesMayStandInTheFile(String line, String refused) {
    String refusal = refusal("\n" + line + "\nrule \"x\" when Noticed() then end");
    assertTrue(refusal.contains(refused), refusal);
    assertTrue(refusal.contains("trial.drl:2"), refusal);
  }

  @Test
  void codeThatIsNestedWithoutEndIsRefusedAndNothingFalls() {
    String nested = "(".repeat(40_000) + "true" + ")".repeat(40_000);
    refusal("rule \"x\" when Noticed( " + nested + " ) then end");
  }

  @Test
  void eachFileOfAPackKeepsItsLines() {
    String code = "\nrule \"%s\" when Noticed() then System.exit(0); end\n";
    String refusal =
        refusal(
            ContainedRules.heading("a.drl")
                + code.formatted("a")
                + ContainedRules.heading("b.drl")
                + code.formatted("b"));
    assertTrue(
        refusal.contains("trial/a.drl:2: rule \"a\" touches java.lang.System.exit"), refusal);
    assertTrue(
        refusal.contains("trial/b.drl:2: rule \"b\" touches java.lang.System.exit"), refusal);
  }
}
