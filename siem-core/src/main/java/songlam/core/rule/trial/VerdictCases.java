package songlam.core.rule.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import songlam.core.event.Event;
import songlam.core.event.EventJson;
import songlam.core.rule.WholeFiles;

/**
 * Cases made of analysts' verdicts, one file a rule under {@code cases} in the folder of the
 * installation's rules. They hold for every version of the rule, shipped ones too. Safe for many
 * threads.
 */
public final class VerdictCases {
  private static final String BEGIN = "- name: ";
  private static final String FILE_END = ".yml";

  private final Path folder;
  private final CaseReader reader;
  private final int mostCharacters;

  /**
   * @param rules folder of the installation's rules
   */
  public VerdictCases(Path rules, CaseReader reader) {
    this(rules, reader, CaseReader.MOST_CHARACTERS);
  }

  VerdictCases(Path rules, CaseReader reader, int mostCharacters) {
    this.folder = rules.resolve("cases");
    this.reader = reader;
    this.mostCharacters = mostCharacters;
  }

  /**
   * The cases of a rule, a Sigma rule's id or {@code pack/rule}.
   *
   * @throws IllegalArgumentException when the file cannot be read
   */
  public synchronized List<RuleCase> of(String rule) {
    Path file = file(rule);
    if (!Files.exists(file)) {
      return List.of();
    }
    return reader.read(plain(rule), "cases/" + file.getFileName(), text(file));
  }

  /** The rules that have cases, in the order of their ids. */
  public synchronized Set<String> rules() {
    Set<String> rules = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith(FILE_END))
            .map(name -> name.substring(0, name.length() - FILE_END.length()))
            .forEach(name -> rules.add(URLDecoder.decode(name, UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return rules;
  }

  /**
   * Reads a case without keeping it.
   *
   * @param name unique among the rule's cases
   * @param events as they were stored
   * @param waitSeconds how long the rule waits behind the last of them
   */
  public RuleCase draft(
      String rule, String name, boolean fires, List<Event> events, long waitSeconds) {
    return reader.read(plain(rule), rule, written(name, fires, events, waitSeconds)).getFirst();
  }

  /**
   * Keeps a case.
   *
   * @param waitSeconds how long the rule waits behind the last event
   * @throws IllegalArgumentException when the rule has one of this name, or all of them would be
   *     more than can be read again
   */
  public synchronized void add(
      String rule, String name, boolean fires, List<Event> events, long waitSeconds) {
    if (find(rule, name).isPresent()) {
      throw new IllegalArgumentException(
          "case: " + name + " of " + rule + " is there (expected: another name)");
    }
    Path file = file(rule);
    String all = (Files.exists(file) ? text(file) : "") + written(name, fires, events, waitSeconds);
    if (all.length() > mostCharacters) {
      throw new IllegalArgumentException(
          "cases of %s: %,d characters with this one (expected: at most %,d; give one up)"
              .formatted(rule, all.length(), mostCharacters));
    }
    put(file, all);
  }

  /**
   * Gives a case up.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public synchronized void remove(String rule, String name) {
    if (find(rule, name).isEmpty()) {
      throw new IllegalArgumentException(
          "case: " + name + " of " + rule + " (expected: an existing one)");
    }
    Path file = file(rule);
    StringBuilder kept = new StringBuilder();
    for (String one : text(file).split("(?m)^(?=" + BEGIN + ")")) {
      if (!one.startsWith(BEGIN + quoted(name) + "\n")) {
        kept.append(one);
      }
    }
    put(file, kept.toString());
  }

  private static void put(Path file, String text) {
    try {
      WholeFiles.put(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<RuleCase> find(String rule, String name) {
    return of(rule).stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private static String written(String name, boolean fires, List<Event> events, long waitSeconds) {
    StringBuilder text = new StringBuilder();
    text.append(BEGIN).append(quoted(name)).append("\n  fires: ").append(fires);
    text.append("\n  wait: ").append(waitSeconds);
    text.append("\n  events:\n");
    for (Event event : events) {
      String json = new String(EventJson.write(event), UTF_8);
      text.append("    - event: ").append(quoted(json)).append("\n");
    }
    return text.toString();
  }

  /** A text in single quotes, in one line: JSON has no line breaks of its own. */
  private static String quoted(String text) {
    return "'" + text.replaceAll("\\p{Cntrl}", " ").replace("'", "''") + "'";
  }

  private static String plain(String rule) {
    return rule.substring(rule.indexOf('/') + 1);
  }

  private Path file(String rule) {
    return folder.resolve(URLEncoder.encode(rule, UTF_8).replace("*", "%2A") + FILE_END);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
