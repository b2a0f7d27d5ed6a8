package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import songlam.core.event.Timestamps;

/**
 * The folder {@code life}: one folder a rule, in it {@code life.ndjson}, a line for each version
 * and step, only ever added to, and the files of each version under its number. Made to be read,
 * and kept in git where people want that. For one thread at a time.
 */
final class LifeFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LINES = "life.ndjson";
  private static final String BASE = "base";

  private final Path folder;

  LifeFolder(Path folder) {
    this.folder = folder;
  }

  /** A line of {@code life.ndjson}. */
  sealed interface Line {
    record Versioned(Piece.Kind kind, RuleVersion version) implements Line {}

    record Stepped(RuleStep step) implements Line {}

    record Owned(String owner) implements Line {}
  }

  /** The lines of every rule, by its id. */
  Map<String, List<Line>> read() {
    Map<String, List<Line>> all = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (Stream<Path> rules = Files.list(folder)) {
      for (Path rule : rules.filter(one -> Files.exists(one.resolve(LINES))).toList()) {
        String id = URLDecoder.decode(String.valueOf(rule.getFileName()), UTF_8);
        all.put(id, lines(rule.resolve(LINES)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** Adds a line. */
  void add(String id, Line line) {
    try {
      Files.createDirectories(of(id));
      Files.writeString(
          of(id).resolve(LINES),
          JSON.writeValueAsString(json(line)) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps the files of a version, and of what it was made from; before its line is added. */
  void keep(Piece piece, int number, Map<String, String> base) {
    write(of(piece.id()).resolve(String.valueOf(number)), piece.files());
    if (!base.isEmpty()) {
      write(of(piece.id()).resolve(number + "." + BASE), base);
    }
  }

  SortedMap<String, String> files(String id, int number) {
    return files(of(id).resolve(String.valueOf(number)));
  }

  /** The shipped files a version was made from, none when from none. */
  SortedMap<String, String> base(String id, int number) {
    return files(of(id).resolve(number + "." + BASE));
  }

  private Path of(String id) {
    return folder.resolve(URLEncoder.encode(id, UTF_8).replace("*", "%2A"));
  }

  private static List<Line> lines(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text : Files.readAllLines(file)) {
      number++;
      try {
        lines.add(line(JSON.readTree(text)));
      } catch (IOException | IllegalArgumentException e) {
        throw new IOException(
            file + ":" + number + ": " + e.getMessage() + " (expected: a line as it was written)",
            e);
      }
    }
    return lines;
  }

  private static Line line(JsonNode json) {
    if (json.has("owner")) {
      return new Line.Owned(json.path("owner").asText());
    }
    int number = json.path("version").asInt();
    String by = json.path("by").asText();
    long at = Timestamps.parse(json.path("at").asText());
    String why = json.path("why").asText();
    if (json.has("state")) {
      RuleState state = RuleState.of(json.path("state").asText());
      return new Line.Stepped(new RuleStep(number, state, by, at, why));
    }
    String kind = json.path("kind").asText().toUpperCase(java.util.Locale.ROOT);
    return new Line.Versioned(
        Piece.Kind.valueOf(kind),
        new RuleVersion(
            number, json.path("digest").asText(), by, at, why, json.path("base").asText()));
  }

  private static ObjectNode json(Line line) {
    ObjectNode json = JSON.createObjectNode();
    return switch (line) {
      case Line.Owned(String owner) -> json.put("owner", owner);
      case Line.Stepped(RuleStep step) ->
          json.put("at", Timestamps.iso(step.at()))
              .put("version", step.version())
              .put("state", step.state().label())
              .put("by", step.by())
              .put("why", step.why());
      case Line.Versioned(Piece.Kind kind, RuleVersion version) ->
          json.put("at", Timestamps.iso(version.at()))
              .put("version", version.number())
              .put("kind", kind.label())
              .put("digest", version.digest())
              .put("base", version.base())
              .put("by", version.author())
              .put("why", version.why());
    };
  }

  private static void write(Path folder, Map<String, String> files) {
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
