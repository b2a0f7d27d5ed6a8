package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import songlam.core.event.Timestamps;

/**
 * The folder {@code life}: one folder a rule, in it {@code life.ndjson}, a line for each version
 * and step, only ever added to, and the files of each version under its number. Made to be read,
 * and kept in git where people want that. For one thread at a time.
 */
final class LifeFolder {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String LINES = "life.ndjson";
  private static final String BASE = "base";
  private static final Pattern NUMBERED = Pattern.compile("[0-9]{1,9}");

  private final Path folder;
  private final Map<String, String> problems = new TreeMap<>();

  LifeFolder(Path folder) {
    this.folder = folder;
  }

  /** A line of {@code life.ndjson}. */
  sealed interface Line {
    record Versioned(Piece.Kind kind, RuleVersion version) implements Line {}

    record Stepped(RuleStep step) implements Line {}

    record Merged(RuleMerge merge) implements Line {}

    record Owned(RuleOwner owner) implements Line {}
  }

  /** The lines of every rule, by its id. One that cannot be read is left out and told. */
  Map<String, List<Line>> read() {
    Map<String, List<Line>> all = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (Stream<Path> rules = Files.list(folder)) {
      for (Path rule : rules.filter(one -> Files.exists(one.resolve(LINES))).toList()) {
        String id = URLDecoder.decode(String.valueOf(rule.getFileName()), UTF_8);
        all.put(id, lines(id, rule.resolve(LINES)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** What is wrong with lines that were read, by the rule's id. */
  Map<String, String> problems() {
    return problems;
  }

  /** Adds a line. */
  void add(String id, Line line) {
    try {
      new LineFile(of(id).resolve(LINES)).add(JSON.writeValueAsString(json(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The highest number a folder has: also of a version whose line was never written, or is lost.
   */
  int highest(String id) {
    if (!Files.isDirectory(of(id))) {
      return 0;
    }
    try (Stream<Path> all = Files.list(of(id))) {
      return all.map(one -> NUMBERED.matcher(String.valueOf(one.getFileName())))
          .filter(Matcher::lookingAt)
          .mapToInt(found -> Integer.parseInt(found.group()))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps the files of a version, and of what it was made from; before its line is added. */
  void keep(Piece piece, int number, Map<String, String> base) {
    try {
      if (!base.isEmpty()) {
        WholeFiles.makeFolder(of(piece.id()).resolve(number + "." + BASE), base);
      }
      WholeFiles.makeFolder(of(piece.id()).resolve(String.valueOf(number)), piece.files());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SortedMap<String, String> files(String id, int number) {
    return files(of(id).resolve(String.valueOf(number)));
  }

  /** Keeps the shipped files that are merged into a version; before its line is added. */
  void keepBase(String id, int number, Map<String, String> base) {
    Path place = later(id, number, Piece.digest(base));
    try {
      if (!Files.exists(place)) {
        WholeFiles.makeFolder(place, base);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shipped files of this digest that are merged into a version, none for none. */
  SortedMap<String, String> base(String id, int number, String digest) {
    Path later = later(id, number, digest);
    return files(Files.exists(later) ? later : of(id).resolve(number + "." + BASE));
  }

  private Path later(String id, int number, String digest) {
    return of(id).resolve(number + "." + BASE + "-" + digest);
  }

  private Path of(String id) {
    return folder.resolve(URLEncoder.encode(id, UTF_8).replace("*", "%2A"));
  }

  private List<Line> lines(String id, Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text : new LineFile(file).read()) {
      number++;
      try {
        lines.add(line(JSON.readTree(text)));
      } catch (IOException | RuntimeException e) {
        String where = folder.getFileName() + "/" + folder.relativize(file) + ":" + number + ": ";
        problems.putIfAbsent(
            id, where + e.getMessage() + ", left out (expected: a line as it was written)");
      }
    }
    return lines;
  }

  private static Line line(JsonNode json) {
    if (json.has("owner")) {
      long said = json.has("at") ? Timestamps.parse(json.path("at").asText()) : 0;
      String who = json.path("by").asText();
      return new Line.Owned(new RuleOwner(json.path("owner").asText(), who, said));
    }
    int number = json.path("version").asInt();
    String by = json.path("by").asText();
    long at = Timestamps.parse(json.path("at").asText());
    String why = json.path("why").asText();
    if (json.has("merged")) {
      return new Line.Merged(new RuleMerge(number, json.path("merged").asText(), by, at, why));
    }
    if (json.has("state")) {
      RuleState state = RuleState.of(json.path("state").asText());
      return new Line.Stepped(new RuleStep(number, state, by, at, why));
    }
    String kind = json.path("kind").asText().toUpperCase(java.util.Locale.ROOT);
    return new Line.Versioned(
        Piece.Kind.valueOf(kind),
        new RuleVersion(
            number,
            json.path("digest").asText(),
            by,
            at,
            why,
            json.path("from").asInt(number - 1),
            json.path("base").asText()));
  }

  private static ObjectNode json(Line line) {
    ObjectNode json = JSON.createObjectNode();
    return switch (line) {
      case Line.Owned(RuleOwner owner) ->
          json.put("at", Timestamps.iso(owner.at()))
              .put("owner", owner.name())
              .put("by", owner.by());
      case Line.Stepped(RuleStep step) ->
          json.put("at", Timestamps.iso(step.at()))
              .put("version", step.version())
              .put("state", step.state().label())
              .put("by", step.by())
              .put("why", step.why());
      case Line.Merged(RuleMerge merge) ->
          json.put("at", Timestamps.iso(merge.at()))
              .put("version", merge.version())
              .put("merged", merge.base())
              .put("by", merge.by())
              .put("why", merge.why());
      case Line.Versioned(Piece.Kind kind, RuleVersion version) ->
          json.put("at", Timestamps.iso(version.at()))
              .put("version", version.number())
              .put("kind", kind.label())
              .put("digest", version.digest())
              .put("from", version.parent())
              .put("base", version.base())
              .put("by", version.author())
              .put("why", version.why());
    };
  }

  private static SortedMap<String, String> files(Path folder) {
    SortedMap<String, String> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
