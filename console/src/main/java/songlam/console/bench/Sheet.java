package songlam.console.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The figures of one run: a table for people, JSON for whoever compares. For one thread. */
final class Sheet {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String title;
  private final String command;
  private final Machine machine = Machine.here();
  private final Instant at = Instant.now();
  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param target what was to be reached, empty for a figure without one
   * @param met false only for a target that was missed
   */
  private record Row(String name, double value, String unit, String target, boolean met) {}

  /**
   * @param command the command line that repeats the run
   */
  Sheet(String title, String command) {
    this.title = title;
    this.command = command;
  }

  void add(String name, double value, String unit) {
    rows.add(new Row(name, value, unit, "", true));
  }

  void atLeast(String name, double value, double target, String unit) {
    rows.add(new Row(name, value, unit, "≥ " + number(target), value >= target));
  }

  void atMost(String name, double value, double target, String unit) {
    rows.add(new Row(name, value, unit, "≤ " + number(target), value <= target));
  }

  void exactly(String name, double value, double target, String unit) {
    rows.add(new Row(name, value, unit, "= " + number(target), value == target));
  }

  /** A sentence that belongs to the figures. */
  void note(String sentence) {
    notes.add(sentence);
  }

  boolean targetsMet() {
    return rows.stream().allMatch(Row::met);
  }

  /** Prints the table and, when asked for, writes the JSON. */
  void publish(PrintWriter out, @Nullable Path json) throws IOException {
    out.println();
    out.println(title);
    out.println("  " + machine);
    out.println("  $ " + command);
    for (Row row : rows) {
      out.println(
          "  %-58s %14s %-10s %s"
              .formatted(
                  row.name(),
                  number(row.value()),
                  row.unit(),
                  row.target().isEmpty() ? "" : row.target() + (row.met() ? "  ok" : "  MISSED")));
    }
    notes.forEach(note -> out.println("  * " + note));
    out.flush();
    if (json != null) {
      Files.writeString(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json()));
    }
  }

  private ObjectNode json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("title", title).put("command", command).put("at", at.toString());
    root.set("machine", machine.json());
    ArrayNode figures = root.putArray("figures");
    for (Row row : rows) {
      ObjectNode figure = figures.addObject();
      figure.put("name", row.name()).put("value", row.value()).put("unit", row.unit());
      if (!row.target().isEmpty()) {
        figure.put("target", row.target()).put("met", row.met());
      }
    }
    notes.forEach(root.putArray("notes")::add);
    return root;
  }

  private static String number(double value) {
    return value >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
