package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.core.event.Cap;
import songlam.core.event.Reason;

/** No limit is silent: the manual's table says of each where it is counted, and is right. */
class LimitsPageTest {
  private static final Path ROOT =
      Path.of(System.getProperty("songlam.root", "..")).toAbsolutePath().normalize();
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** Counters that are neither a cap nor a reason of the ledger. */
  private static final Set<String> OTHERS =
      Set.of("songlam_journal_bytes", "songlam_conveyor_backlog", "count", "evidenceKept", "total");

  /** One line of the table. */
  private record Row(String what, String limit, String beyond, String counter) {}

  @ParameterizedTest
  @ValueSource(strings = {"vi", "en"})
  void everyLineNamesACounterThatExists(String language) throws IOException {
    List<String> silent = new ArrayList<>();
    for (Row row : rows(language)) {
      List<String> named = codes(row.counter());
      boolean isError = row.beyond().matches("báo lỗi|an error|429.*");
      if (named.isEmpty() ? !isError : !known().containsAll(named)) {
        silent.add(row.toString());
      }
    }
    assertEquals(List.of(), silent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vi", "en"})
  void everyCapHasALineWithItsLimit(String language) throws IOException {
    List<Row> rows = rows(language);
    List<String> missing = new ArrayList<>();
    for (Cap cap : Cap.values()) {
      boolean told =
          rows.stream()
              .filter(row -> codes(row.counter()).contains(cap.label()))
              .anyMatch(
                  row -> written(cap.limit(), language).stream().anyMatch(row.limit()::contains));
      if (!told) {
        missing.add(cap.label() + ": " + cap.limit());
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void bothLanguagesTellTheSameLimits() throws IOException {
    List<String> vi = rows("vi").stream().map(row -> codes(row.counter()).toString()).toList();
    List<String> en = rows("en").stream().map(row -> codes(row.counter()).toString()).toList();
    assertEquals(vi, en);
    assertTrue(vi.size() > Cap.values().length, "lines: " + vi.size());
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>(OTHERS);
    for (Reason reason : Reason.values()) {
      known.add(reason.label());
    }
    for (Cap cap : Cap.values()) {
      known.add(cap.label());
    }
    return known;
  }

  /** A figure as people write it, and as an amount of bytes where it could be one. */
  private static List<String> written(long limit, String language) {
    String english = "%,d".formatted(limit);
    String figure = language.equals("vi") ? english.replace(',', '.') : english;
    return limit % (1 << 20) == 0
        ? List.of(figure, (limit >> 20) + " MiB")
        : limit % (1 << 10) == 0 ? List.of(figure, (limit >> 10) + " KiB") : List.of(figure);
  }

  private static List<String> codes(String cell) {
    List<String> codes = new ArrayList<>();
    Matcher matcher = CODE.matcher(cell);
    while (matcher.find()) {
      codes.add(matcher.group(1));
    }
    return codes;
  }

  private static List<Row> rows(String language) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/" + language + "/limits.md"))) {
      String[] cells = line.split("\\s*\\|\\s*", -1);
      if (cells.length == 6 && !cells[1].startsWith("--")) {
        rows.add(new Row(cells[1], cells[2], cells[3], cells[4]));
      }
    }
    return rows.subList(1, rows.size());
  }
}
