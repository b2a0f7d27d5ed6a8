package songlam.core.correlate.contain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.core.config.ConfigException;
import songlam.core.correlate.pack.Alerts;
import songlam.core.correlate.pack.Noticed;
import songlam.core.event.Severity;

/** Attempts to break out of rule code, to stop it or to fill its memory; each by what it tries. */
class EscapeTest {
  private static void refused(String drl, int line, String touched) {
    ConfigException e =
        assertThrows(ConfigException.class, () -> ContainedRules.compile("trial", drl));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(touched), message);
    assertTrue(message.contains("trial.drl:" + line + ":"), message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "read a file       | java.nio.file.Files.readString(java.nio.file.Path.of(\"/x\")); | java.nio.file.Files.readString",
        "write a file      | new java.io.FileWriter(\"/x\").write(1);                 | java.io.FileWriter.write",
        "socket            | new java.net.Socket(\"h\", 1).close();                  | java.net.Socket.<init>",
        "fetch             | new java.net.URL(\"http://h/\").openStream();           | java.net.URL.openStream",
        "look a name up    | java.net.InetAddress.getByName(\"h\");                 | java.net.InetAddress.getByName",
        "process           | new ProcessBuilder(\"id\").start();                    | java.lang.ProcessBuilder.start",
        "exit              | System.exit(1);                                      | java.lang.System.exit",
        "halt the machine  | Runtime.getRuntime().halt(1);                        | java.lang.Runtime.halt",
        "exit in a comment | /* */ System /* . */ . /* ( */ exit(1);              | java.lang.System.exit",
        "virtual thread    | Thread.startVirtualThread(null);                     | java.lang.Thread.startVirtualThread",
        "timer             | new java.util.Timer().cancel();                      | java.util.Timer",
        "future            | java.util.concurrent.CompletableFuture.runAsync(null); | java.util.concurrent.CompletableFuture.runAsync",
        "parallel stream   | java.util.stream.IntStream.range(0, 9).parallel().sum(); | java.util.stream.IntStream.parallel",
        "sleep             | Thread.sleep(100000);                                | java.lang.Thread.sleep",
        "wait              | $n.wait();                                           | wait",
        "park              | java.util.concurrent.locks.LockSupport.park();       | java.util.concurrent.locks.LockSupport.park",
        "reflection        | $n.getClass().getDeclaredFields();                   | getClass",
        "class literal     | Object o = Noticed.class;                            | the word class",
        "method handle     | java.lang.invoke.MethodHandles.lookup();             | java.lang.invoke.MethodHandles.lookup",
        "array handle      | java.lang.invoke.MethodHandles.arrayElementVarHandle(null); | java.lang.invoke.MethodHandles",
        "class loader      | ClassLoader.getSystemClassLoader();                  | java.lang.ClassLoader.getSystemClassLoader",
        "service loader    | java.util.ServiceLoader.load(null);                  | java.util.ServiceLoader.load",
        "native library    | System.load(\"/x.so\");                               | java.lang.System.load",
        "properties        | System.getProperties().clear();                      | java.lang.System.getProperties",
        "environment       | String s = System.getenv(\"A\");                      | java.lang.System.getenv",
        "time zone         | java.util.TimeZone.setDefault(null);                 | java.util.TimeZone.setDefault",
        "language          | java.util.Locale.setDefault(java.util.Locale.ROOT);  | java.util.Locale.setDefault",
        "intern monitor    | synchronized (\"a\".intern()) { }                     | java.lang.String.intern",
        "integer monitor   | synchronized (Integer.valueOf(1)) { }                | synchronized",
        "logging           | java.util.logging.LogManager.getLogManager().reset(); | java.util.logging.LogManager",
        "standard output   | System.out.println(1);                               | java.lang.System.out",
        "hidden reference  | java.util.function.Supplier<Runtime> s = Runtime::getRuntime; | a lambda, a method reference",
        "lambda            | Runnable r = () -> System.exit(1);                   | a lambda",
        "anonymous class   | new Object() { { System.exit(1); } };                | a class of its own",
        "local record      | record R(int a) { }                                  | the word record",
        "local enumeration | enum E { A { } }                                     | the word enum",
        "finalizer         | class F { protected void finalize() { } } new F();   | the word class",
        "deserialize       | new java.io.ObjectInputStream(null).readObject();    | java.io.ObjectInputStream.readObject",
        "runtime of drools | drools.getKieRuntime().halt();                       | getKieRuntime",
        "context of kie    | kcontext.getKieRuntime();                            | getKieRuntime",
        "entry point       | drools.getEntryPoint(\"x\");                          | getEntryPoint",
        "channel           | drools.getChannel(\"x\").send($n);                    | getChannel",
        "focus             | drools.setFocus(\"x\");                               | setFocus",
        "insert foreign    | insert(new java.util.ArrayList());                   | java.util.ArrayList",
        "insert a fact     | insertLogical($n);                                   | insertLogical of anything but",
        "insert the ear    | insertLogical(alerts);                               | insertLogical of anything but",
        "insert either     | insertLogical($n.count() > 3 ? $n : new Derived(\"a\", \"b\")); | insertLogical of anything but",
        "insert either way | insertLogical($n.count() > 3 ? new Derived(\"a\", \"b\") : (Object) new Derived($n.key(), $n.key())); | insertLogical of anything but",
        "insert often      | if ($n.count() > 1) { insertLogical(new Derived(\"1\", \"\")); insertLogical(new Derived(\"2\", \"\")); insertLogical(new Derived(\"3\", \"\")); insertLogical(new Derived(\"4\", \"\")); insertLogical(new Derived(\"5\", \"\")); insertLogical(new Derived(\"6\", \"\")); insertLogical(new Derived(\"7\", \"\")); insertLogical(new Derived(\"8\", \"\")); insertLogical(new Derived(\"9\", \"\")); } | insertLogical more than 8",
        "modify            | modify($n) { wait() }                                | wait",
        "update            | update($n);                                          | update",
        "delete            | retract($n);                                         | Drools.delete",
        "for ever          | for (;;) { }                                         | a loop",
        "count for ever    | int i = 0; do { i++; } while (i > 0);                | a loop",
        "large array       | byte[] b = new byte[2000000000];                     | an array of any size",
        "array either way  | byte[] b = new byte[$n.count() > 0 ? 2000000000 : 1]; | an array of any size",
        "arrays of arrays  | int[][] b = new int[200][200];                       | an array of arrays",
        "long text         | \"a\".repeat(2000000000);                             | java.lang.String.repeat",
        "format            | String.format(\"%2000000000d\", 1);                   | java.lang.String.format",
        "backtracking      | $n.key().matches(\"(a+)+b\");                         | java.lang.String.matches",
        "replacement       | $n.key().replaceAll(\"(a+)+b\", \"\");                 | java.lang.String.replaceAll",
        "split             | $n.key().split(\"(a+)+b\");                           | java.lang.String.split",
        "large number      | new java.math.BigDecimal(\"1e999999999\").toBigInteger(); | java.math.BigDecimal",
        "recursion         | execute($n);                                         | a class, field or method of its own",
        "constants         | final String a = \"aaaa\"; final String b = a + a + a + a; | the word final",
        "constants apart   | interface I { String A = \"aaaa\"; String B = A + A; } | the word interface",
        "constants hidden  | String q = \"\\\"\"; /* \" */ final String a = \"a\"; // \" | the word final",
        "compiler's time   | Runnable r = () -> { Runnable s = () -> { }; };      | a lambda",
        "text of lines     | String s = \"\"\"¶ x \"\"\";                            | a text over several lines",
        "unicode escape    | System\\u002eexit(1);                                | an escape",
        "closing           | } static { System.exit(1); } void f() {              | Unable to parse",
        "closing the call  | }); System.exit(1); D.execute(x,{                    | Unable to parse",
        "throw             | throw new Error(\"a\");                               | throw",
        "catch             | try { alerts.alert($n); } finally { alerts.alert($n); } | catch",
        "message           | String s = new RuntimeException($n.key()).toString(); | java.lang.RuntimeException",
        "hash of a text    | switch ($n.key()) { case \"a\": default: }            | java.lang.String.hashCode",
        "assertion         | assert $n.count() > 5;                               | desiredAssertionStatus",
      })
  void consequence(String name, String code, String touched) {
    String drl = "\nrule \"x\" when $n : Noticed() then " + code.replace('¶', '\n') + "\nend";
    refused(drl, 2, touched);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "bound call      | Noticed( $x : key.repeat(1000000000) )        | java.lang.String.repeat",
        "constructor     | Noticed( new java.io.File(key).delete() )     | java.io.File.delete",
        "texts           | Noticed( key + key == \"aa\" )                 | texts put together",
        "describing      | Noticed( toString() == \"x\" )                 | toString",
        "cast            | Noticed( this#Noticed.getClass() != null )    | getClass",
        "matches         | Noticed( key matches \"(a+)+b\" )              | java.util.regex.Pattern",
        "sounds like     | Noticed( key soundslike \"a\" )                | SoundsLikeOperator",
        "escaped text    | Noticed( key == \"\\u0022+System.getenv(\\u0022\" ) | an escape",
        "lambda          | Noticed( java.util.List.of(key).stream().anyMatch(k -> k == null) ) | trial.drl:2",
        "forall          | forall( Noticed( key == \"a\" ) )              | forall",
        "either          | ( Noticed() or Noticed( key == \"a\" ) )       | or",
        "eval            | eval( System.nanoTime() > 0 )                 | eval",
        "from            | $o : Object() from System.getProperties()     | facts of type Object",
        "collect         | java.util.List() from collect( Noticed() )    | facts of type java.util.List",
        "accumulate      | accumulate( Noticed(), init( System.exit(1); ) action( ) result( 1 ) ) | trial.drl",
        "entry point     | Noticed() from entry-point \"x\"               | entrypoint",
        "window          | Noticed() over window:length(5)               | a window",
        "path            | /facts[ key == \"a\" ]                          | facts of type",
        "query           | ?ask( $n; )                                   | facts of type ask",
        "branch          | Noticed() if ( true ) do[ other ]             | trial.drl",
        "any fact        | Object()                                      | facts of type Object",
        "beginning       | InitialFact()                                 | facts of type InitialFact",
      })
  void condition(String name, String code, String touched) {
    refused("\nrule \"" + name + "\" when $n : Noticed() " + code + "\nthen end", 2, touched);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "import           | import java.lang.Runtime                             | import java.lang.Runtime",
        "import static    | import static java.lang.System.*                     | import",
        "function         | function void f() { System.exit(1); }                | function",
        "declared type    | declare Bomb @role( event ) a : int end              | declare",
        "trait            | declare trait Bomb a : int end                       | declare",
        "metadata         | declare Noticed @expires( 1s ) end                   | declare",
        "enumeration      | declare enum E A(1); v : int end                     | declare",
        "global           | global java.lang.Runtime runtime                     | global runtime",
        "query            | query ask( String k ) Noticed( key == k ) end        | query",
        "unit             | unit Mine                                            | unit",
        "dialect          | dialect \"mvel\"                                      | an attribute of the package",
        "package          | package java.lang                                    | trial.drl",
        "annotation       | rule \"a\" @Propagation(EAGER) when then end          | annotation @",
        "extends          | rule \"a\" extends \"x\" when then end                 | extends x",
        "timer            | rule \"a\" timer( int: 0 1 ) when then end            | timer",
        "calendars        | rule \"a\" calendars \"c\" when then end               | calendars",
        "duration         | rule \"a\" duration 10 when then end                  | duration",
        "enabled          | rule \"a\" enabled ( System.nanoTime() > 0 ) when then end | enabled",
        "salience         | rule \"a\" salience ( System.identityHashCode(1) ) when then end | salience",
        "agenda group     | rule \"a\" agenda-group \"g\" when then end            | agenda-group",
        "lock on active   | rule \"a\" lock-on-active true when then end          | lock-on-active",
        "dialect of a rule| rule \"a\" dialect \"mvel\" when then end              | dialect",
        "second then      | rule \"a\" when then then[b] System.exit(1); end      | more than one then",
        "name with code   | rule 'a\").build(); new java.util.ArrayList(2000000000); org.drools.model.Rule r = D.rule(\"a\", \"b' when then end | a name of a rule",
        "name with comment| rule 'a */ static { } /*' when then end              | a name of a rule",
      })
  void file(String name, String code, String touched) {
    refused("\n" + code + "\nrule \"x\" when Noticed() then end", 2, touched);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "script         |                                     | new org.mvel2.MVEL();           | org.mvel2.MVEL cannot be resolved",
        "library        |                                     | new com.github.luben.zstd.ZstdCompressCtx(); | cannot be resolved",
        "product        |                                     | new songlam.core.config.Problems(); | cannot be resolved",
        "evidence       |                                     | $n.episode().evidence().clear(); | evidence() from the type Episode is not visible",
        "state          |                                     | $n.episode().suppressed(true);  | suppressed",
        "exit as a value| Noticed( java.lang.System.exit(1) == null ) |                           | (void, null)",
        "assignment     | Noticed( ($n = null) == null )      |                                 | $n cannot be resolved",
      })
  void notEvenCompiled(
      String name, @Nullable String condition, @Nullable String code, String problem) {
    String drl =
        "rule \"%s\" when $n : Noticed() %s then %s end"
            .formatted(name, condition == null ? "" : condition, code == null ? "" : code);
    ConfigException e =
        assertThrows(ConfigException.class, () -> ContainedRules.compile("trial", drl));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("trial.drl:") && message.contains(problem), message);
  }

  @Test
  void wordsWithinTextsAndCommentsMeanNothing() {
    String drl =
        "rule \"x\" when $n : Noticed( key != \"final\" ) then // a class -> \n"
            + "insertLogical(new Derived(\"interface \\\" -> down\", $n.key())); /* enum */ end";
    assertEquals(List.of("x"), ContainedRules.compile("trial", drl).names());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "all with all      | Noticed( $k : key ) $b : Noticed( key != $k ) $c : Noticed( key != $b.key ) Noticed( key != $c.key ) | | over and over",
        "within exists     | Noticed( $k : key ) $b : Noticed( key != $k ) $c : Noticed( key != $b.key ) not( Noticed( key == $c.phase ) ) | | too many facts together",
        "division          | $n : Noticed()                     | long z = 1 / ($n.count() - $n.count()); | by zero",
        "negative array    | $n : Noticed()                     | int[] a = new int[-1];  | NegativeArraySize",
        "nothing           | $n : Noticed()                     | $n.episode().says(\"a\", \"b\"); | NullPointer",
        "wrong cast        | $n : Noticed()                     | Object o = $n; ((Derived) o).key(); | ClassCast",
        "beyond the end    | Noticed( key.charAt(99) == 'x' )   |                         | ndex",
      })
  void switchedOffAlone(String name, String condition, @Nullable String code, String why) {
    String drl =
        "rule \"bad\" when %s then %s end\nrule \"fine\" when $n : Noticed() then alerts.alert($n); end"
            .formatted(condition, code == null ? "" : code);
    ContainedRules rules = ContainedRules.compile("trial", drl);
    RuleFailure failure = run(rules, Set.of(), new Heard());
    assertNotNull(failure, name);
    assertEquals("bad", failure.rule());
    assertTrue(String.valueOf(failure.getMessage()).contains(why), failure.getMessage());
    Heard heard = new Heard();
    assertNull(run(rules, Set.of("bad"), heard));
    assertEquals(100, heard.all.size());
  }

  private static @Nullable RuleFailure run(ContainedRules rules, Set<String> off, Heard heard) {
    try (ContainedSession session = new ContainedSession(rules, rules.base(off), heard)) {
      for (int i = 0; i < 100; i++) {
        session.put(List.of(new ContainedSession.Fact(noticed(i), i)));
      }
      return null;
    } catch (RuleFailure e) {
      return e;
    }
  }

  @SuppressWarnings("NullAway") // rules that ask for its episode fail
  private static Noticed noticed(int i) {
    return new Noticed("a", "k" + i, Noticed.OPENED, 5, i, null);
  }

  /** What the rules say. */
  private static final class Heard implements Alerts {
    private final List<String> all = new ArrayList<>();

    @Override
    public void alert(Noticed noticed) {
      all.add(noticed.key());
    }

    @Override
    public void alert(Noticed noticed, Severity severity) {
      all.add(noticed.key());
    }

    @Override
    public void suppress(Noticed noticed) {
      all.remove(noticed.key());
    }
  }
}
