package songlam.core.correlate.contain;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import songlam.core.config.ConfigException;
import songlam.testing.LongRun;

/**
 * The known ways out, each hidden at random among code that is allowed: in branches, casts,
 * arguments, conditions, with comments between the words. Whatever it looks like, it is refused,
 * and by the verifier, which is why none of it may fail to compile.
 */
class DisguisedEscapeTest {
  private static final List<String> WAYS_OUT =
      List.of(
          "Runtime.getRuntime()",
          "System.getenv()",
          "System.getProperties()",
          "System.out",
          "System.console()",
          "Thread.currentThread()",
          "ClassLoader.getSystemClassLoader()",
          "ClassLoader.getPlatformClassLoader()",
          "$n.getClass()",
          "$n.key().getClass().getModule()",
          "$n.key().repeat(1000000000)",
          "$n.key().intern()",
          "$n.key().getBytes()",
          "$n.key().toCharArray()",
          "$n.key().formatted($n)",
          "($n.key() + $n.key())",
          "new Thread()",
          "new Object() { }",
          "new java.io.File($n.key())",
          "new java.util.ArrayList<Object>()",
          "new int[2000000000]",
          "new java.math.BigDecimal($n.key())",
          "new java.net.InetSocketAddress($n.key(), 1)",
          "java.nio.file.Path.of($n.key())",
          "java.lang.invoke.MethodHandles.lookup()",
          "java.util.UUID.randomUUID()",
          "java.util.Locale.getDefault()",
          "java.util.TimeZone.getDefault()",
          "java.util.stream.Stream.iterate($n, null)",
          "java.util.concurrent.ForkJoinPool.commonPool()",
          "java.util.regex.Pattern.compile($n.key())",
          "songlam.core.correlate.pack.Noticed.class.getName()");

  private static final List<String> ALLOWED =
      List.of(
          "alerts.alert($n);",
          "alerts.alert($n, Severity.HIGH);",
          "if ($n.count() > 7) { alerts.suppress($n); }",
          "long some@ = $n.count() * 3 - 1;",
          "boolean is@ = $n.key().startsWith(\"a\") || $n.rule().equals(\"b\");",
          "insertLogical(new Derived(\"seen\", $n.key()));",
          ";");

  /** {@code #} is the way out, {@code @} a number of its own. */
  private static final List<String> AS_STATEMENT =
      List.of(
          "Object o@ = #;",
          "Object o@ = (Object) (#);",
          "Object o@ = $n.count() > 3 ? $n : #;",
          "boolean b@ = $n.key().equals(#);",
          "boolean b@ = (Object) # == $n;",
          "insertLogical(new Derived($n.key().equals(#) ? \"x\" : \"y\", \"z\"));",
          "alerts.alert((Noticed) (Object) #);",
          "Object[] a@ = {$n, #};");

  private static final List<String> AROUND =
      List.of(
          "{ # }",
          "if ($n.count() > 3) { # } else { alerts.alert($n); }",
          "if ($n.count() > 3) alerts.alert($n); else { # }",
          "switch ((int) $n.count()) { case 1: { # break; } default: alerts.alert($n); }",
          "here@: { # }",
          "/* then */ # // ;");

  @Test
  @Tag(LongRun.ESCAPE)
  void noDisguiseGetsThrough() {
    LongRun.each(LongRun.ESCAPE, 1, 60, DisguisedEscapeTest::hidden);
  }

  private static void hidden(long seed) {
    // Random numbers of neighbours begin alike.
    String drl = drl(new Random(seed * 0x9E3779B97F4A7C15L));
    ConfigException e =
        assertThrows(ConfigException.class, () -> ContainedRules.compile("trial", drl), drl);
    String said = String.valueOf(e.getMessage());
    // Of a condition the compiler itself does not understand much.
    assertTrue(
        said.contains("touches") || drl.contains("when $n : Noticed()\n"), said + "\n" + drl);
  }

  private static String drl(Random random) {
    String out = spaced(of(WAYS_OUT, random), random);
    if (random.nextInt(6) == 0 && !out.contains("{")) {
      String condition = "Noticed( rule == \"b\" || key.equals(" + out + ") )";
      return "rule \"x\" when $n : Noticed()\n  " + condition + "\nthen alerts.alert($n); end";
    }
    String code = of(AS_STATEMENT, random).replace("#", out);
    for (int depth = random.nextInt(4); depth > 0; depth--) {
      code = of(AROUND, random).replace("#", among(code, random)).replace("@", "@" + depth);
    }
    String then = among(code, random);
    StringBuilder numbered = new StringBuilder();
    for (int i = 0; i < then.length(); i++) {
      numbered.append(then.charAt(i) == '@' ? "_" + i + "_" : then.charAt(i));
    }
    return "rule \"x\" when $n : Noticed() then\n" + numbered + "\nend\n";
  }

  private static String among(String code, Random random) {
    StringBuilder all = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      all.append(of(ALLOWED, random)).append(random.nextBoolean() ? "\n" : " ");
    }
    all.append(code).append('\n');
    for (int i = random.nextInt(2); i > 0; i--) {
      all.append(of(ALLOWED, random));
    }
    return all.toString();
  }

  /** With blanks, line breaks and comments where words meet. */
  private static String spaced(String code, Random random) {
    StringBuilder all = new StringBuilder();
    for (char c : code.toCharArray()) {
      if (c == '.' || c == '(') {
        all.append(of(List.of("", "", "", " ", "\n  ", "/* . ( */", " // \"\n"), random));
      }
      all.append(c);
    }
    return all.toString();
  }

  private static String of(List<String> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }
}
