package songlam.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.detect.RuleRef;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.event.Text;

/** The report is safe to open and says the most urgent first. */
class FindingReportTest {
  @Test
  void whatAnEventSaysIsNeverMarkup() {
    FindingCounts counts = new FindingCounts();
    counts.add(rule("a", Severity.HIGH), event(1, "<script>alert('x')</script> \"&"));
    String page = FindingReport.html(counts.rows(), "<b>", Instant.EPOCH);
    assertFalse(page.contains("<script"));
    assertFalse(page.contains("<b>"));
    assertTrue(page.contains("&lt;script&gt;alert('x')&lt;/script&gt; &quot;&amp;"));
    assertTrue(page.contains("Cao / high"));
    assertFalse(page.contains("http://") || page.contains("https://"), "needs nothing else");
  }

  @Test
  void theMostUrgentStandsFirstAndAllAreCounted() {
    FindingCounts counts = new FindingCounts();
    for (int i = 0; i < 9; i++) {
      counts.add(rule("low", Severity.LOW), event(i, "x"));
    }
    counts.add(rule("critical", Severity.CRITICAL), event(3, "y"));
    List<FindingCounts.Row> rows = counts.rows();
    assertEquals(List.of("critical", "low"), rows.stream().map(row -> row.rule().id()).toList());
    assertEquals(9, rows.getLast().count());
    assertEquals(8, rows.getLast().last());
    assertTrue(FindingReport.html(rows, "", Instant.EPOCH).contains("và 4 nữa / and 4 more"));
  }

  @Test
  void withoutFindingsItSaysSo() {
    assertTrue(FindingReport.html(List.of(), "", Instant.EPOCH).contains("Không có phát hiện"));
  }

  private static RuleRef rule(String id, Severity level) {
    return new RuleRef(id, id, new Text("luật " + id, "rule " + id), level, List.of("T1059"));
  }

  private static Event event(long time, String command) {
    return new EventBuilder()
        .timestamp(time)
        .set(EcsField.PROCESS_COMMAND_LINE, command)
        .build(new EventId("test", 0, time, 0));
  }
}
