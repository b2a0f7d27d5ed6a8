package songlam.console.simulate.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import songlam.collectors.parse.json.JsonParser;
import songlam.collectors.parse.press.PressItemParser;
import songlam.console.simulate.Province;
import songlam.console.simulate.Routine;
import songlam.console.simulate.Script;
import songlam.console.simulate.wire.Report;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.registry.Gazetteer;

/** Ordinary life goes on for as long as the simulation runs, and stays ordinary. */
class RoutineTest {
  private static final int HOURS_SECONDS = 3 * 3_600;

  private final Province province = new Province(40);

  @Test
  void camerasAreCountedEveryFourSecondsHoursLater() {
    assertTrue(longestGap(new Streets(province, 1)) <= 4_100);
  }

  @Test
  void papersWriteAndCitizensReportHoursLater() {
    long articles = longestGap(new Newsroom(1));
    long reports = longestGap(new Citizens(province, 1));

    assertTrue(articles >= 40_000 && articles <= 80_000, "articles: " + articles);
    assertTrue(reports <= 100_000, "reports: " + reports);
  }

  @Test
  void logsAndWindowsEventsComeHoursLater() {
    assertTrue(longestGap(new OrdinaryDay(province, 1)) <= 1_000);
    assertTrue(longestGap(new WindowsDomain(province, 1)) <= 2_100);
  }

  /** A story in three papers within six hours would be an alert. */
  @Test
  void noOrdinaryStoryIsInThreePapers() {
    Newsroom newsroom = new Newsroom(3);
    PressItemParser parser = new PressItemParser();
    Map<String, Set<Integer>> papers = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      int paper = i % Newsroom.PAPERS.size();
      String story = story(parser, newsroom.title(paper), i);
      papers.computeIfAbsent(story, _ -> new HashSet<>()).add(paper);
    }
    papers.forEach((story, told) -> assertTrue(told.size() < 3, story + " in " + told));
  }

  /**
   * Five of one kind in one commune within half an hour would be an alert; 36 come in that time.
   */
  @Test
  void ordinaryReportsMakeNoCluster() {
    Citizens citizens = new Citizens(province, 5);
    Gazetteer gazetteer = new Gazetteer();
    Deque<String> halfAnHour = new ArrayDeque<>();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 3_000; i++) {
      Report report = citizens.draw();
      String kind = report.service() + gazetteer.nearest(report.where()).orElseThrow().code();
      halfAnHour.add(kind);
      int most = counts.merge(kind, 1, Integer::sum);
      if (halfAnHour.size() > 36) {
        counts.merge(halfAnHour.remove(), -1, Integer::sum);
      }
      assertTrue(most < 5, kind);
    }
  }

  @Test
  void whatWindowsServersShipIsUnderstood() {
    WindowsDomain domain = new WindowsDomain(province, 1);
    JsonObject refused = domain.refused(province.server("ad-01"), "quantri", "10.40.10.11", 1_000);
    EventBuilder event =
        parsed(new JsonParser(), RawRecord.live("bulk", "json", 1, "", bytes(refused)));

    assertEquals("ad-01", event.text(EcsField.HOST_NAME));
    assertEquals("quantri", event.text(EcsField.USER_NAME));
    assertEquals("10.40.10.11", event.text(EcsField.SOURCE_IP));
    assertEquals("failure", event.text(EcsField.EVENT_OUTCOME));
    assertEquals(List.of("authentication"), event.get(EcsField.EVENT_CATEGORY));
    assertEquals(1_000, event.timestamp());
  }

  private static String story(PressItemParser parser, String title, int number) {
    JsonObject item =
        new JsonObject()
            .put("feed", "paper")
            .put("url", "http://127.0.0.1/" + number)
            .put("title", title);
    EventBuilder event = parsed(parser, RawRecord.live("press", "press", 1, "", bytes(item)));
    return String.valueOf(event.text(EcsField.SONGLAM_PRESS_STORY));
  }

  private static EventBuilder parsed(Parser parser, RawRecord record) {
    if (parser.parse(record) instanceof ParseResult.Parsed parsed) {
      return parsed.events().getFirst();
    }
    throw new AssertionError(record);
  }

  private static byte[] bytes(JsonObject object) {
    return object.toBuffer().getBytes();
  }

  /** Milliseconds between two moments at which the routine does something, over three hours. */
  private static long longestGap(Routine routine) {
    long longest = 0;
    long last = 0;
    for (int from = 0; from < HOURS_SECONDS; from += 60) {
      Script round = new Script();
      routine.tell(round, from, from + 60);
      for (Script.Cue cue : round.cues()) {
        assertTrue(cue.offset() >= from * 1000L && cue.offset() < (from + 60) * 1000L);
        // What is done within half a second is one moment.
        longest = cue.offset() - last < 500 ? longest : Math.max(longest, cue.offset() - last);
        last = cue.offset() - last < 500 ? last : cue.offset();
      }
    }
    return longest;
  }
}
