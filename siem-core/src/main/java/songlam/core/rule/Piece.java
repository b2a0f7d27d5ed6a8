package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is written, kept and released as one: a Sigma rule or filter, or a pack.
 *
 * @param id the rule's own id, or the pack's
 * @param files texts by name: {@code rule.yml} and, where it has cases, {@code cases.yml}; for a
 *     pack the files of its folder
 */
public record Piece(String id, Kind kind, SortedMap<String, String> files) {
  /** The file of a Sigma rule or filter. */
  public static final String RULE = "rule.yml";

  /** The cases of a Sigma rule. */
  public static final String CASES = "cases.yml";

  private static final Pattern CASES_OF_RULE = Pattern.compile("cases/(.+)\\.ya?ml");

  /** The file every pack has. */
  public static final String PACK = "pack.yml";

  /** What a piece is. */
  public enum Kind {
    SIGMA,
    /** A Sigma filter: an exclusion bound to rules or logsources. */
    FILTER,
    /** Events that a rule of a pack leaves out, until a date. */
    EXCEPTION,
    PACK;

    /** The name in files and JSON: lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Piece {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  public Piece(String id, Kind kind, Map<String, String> files) {
    this(id, kind, new TreeMap<>(files));
  }

  /** The id of the piece a rule is in: of {@code pack/rule} the pack's, of others their own. */
  public static String idOf(String rule) {
    int slash = rule.indexOf('/');
    return slash < 0 ? rule : rule.substring(0, slash);
  }

  /** The text the piece is about: its rule, or {@code pack.yml}. */
  public String text() {
    return files.getOrDefault(kind == Kind.PACK ? PACK : RULE, "");
  }

  /** The files that hold its cases, by name. */
  public Map<String, String> cases() {
    Map<String, String> cases = new TreeMap<>(files);
    cases.keySet().removeIf(name -> !isCases(name));
    return cases;
  }

  private boolean isCases(String name) {
    return CASES_OF_RULE.matcher(name).matches() || (kind != Kind.PACK && name.equals(CASES));
  }

  /** Differs for pieces that differ in any text. */
  public String digest() {
    return digest(files);
  }

  static String digest(Map<String, String> files) {
    try {
      MessageDigest sum = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(files)
          .forEach((name, text) -> sum.update((name + "\0" + text + "\0").getBytes(UTF_8)));
      return HexFormat.of().formatHex(sum.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
