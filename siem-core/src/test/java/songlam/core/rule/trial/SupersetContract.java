package songlam.core.rule.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import songlam.core.detect.Detector;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.sigma.RandomSigma;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.store.EventScan;
import songlam.core.store.EventStore;
import songlam.testing.LongRun;

/**
 * What the store finds for a rule, decided by the engine, is what the engine finds among all
 * events: random rules on random events, with what stores are apt to get wrong among them.
 */
public interface SupersetContract {
  /** An empty store. */
  EventStore store();

  /** Rules to try. */
  int rules();

  @Test
  @Tag(LongRun.DIFFERENTIAL)
  default void theEngineOnTheCandidatesFindsWhatItFindsInAll() {
    LongRun.each(LongRun.DIFFERENTIAL, 2, 20_261_128, 1, this::candidatesAndAll);
  }

  private void candidatesAndAll(long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      events.add(event(random, i));
    }
    EventStore store = store();
    assertTrue(
        store.create(events.stream().map(e -> new Document(e, "s1")).toList()).refused().isEmpty());
    store.refresh();
    int matches = 0;
    int fewer = 0;
    for (int i = 0; i < rules(); i++) {
      String yaml = RandomSigma.rule(random, i);
      List<IndexedDetector.Rule> rule = SigmaRules.text("r.yml", yaml).conditions(_ -> true);
      Detector detector = new IndexedDetector(rule);
      Superset.Pushed pushed = Superset.of(rule);
      List<Event> candidates = new ArrayList<>();
      EventScan scan = new EventScan(pushed.query(), Long.MIN_VALUE, Long.MAX_VALUE);
      store.scan(scan, candidates::addAll);
      assertEquals(candidates.size(), store.count(scan));
      assertEquals(found(detector, events), found(detector, candidates), yaml + pushed);
      matches += found(detector, events).size();
      fewer += candidates.size() < events.size() ? 1 : 0;
    }
    assertTrue(LongRun.isOn() || matches > rules() * 20, "matches " + matches);
    assertTrue(LongRun.isOn() || fewer > rules() / 3, "narrowed " + fewer);
  }

  @Test
  default void lettersThatOnlyLookAlikeAreFound() {
    EventStore store = store();
    String[] values = {
      "TELNET \u212Aey",
      "telnet key",
      "Telnet Đường",
      "telnet đường",
      "tel\nnet key",
      "ſsh.exe",
      "a\\b*c?d",
      "A\\B*C?D",
      "x".repeat(9_000) + "telnet key",
      "telnet 😀 key",
      "[a-z]{2}|(b)"
    };
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      documents.add(
          new Document(
              process(i)
                  .vendor("winlog.event_data.CommandLine", values[i])
                  .build(new EventId("n1", 0, i, 0)),
              "s1"));
    }
    assertTrue(store.create(documents).refused().isEmpty());
    store.refresh();
    for (String wanted :
        List.of(
            "CommandLine|contains: 'telnet key'",
            "CommandLine|contains: KEY",
            "CommandLine|contains: đường",
            "CommandLine|contains|cased: Đường",
            "CommandLine|startswith: ssh",
            "CommandLine: 'a\\\\b\\*c\\?d'",
            "CommandLine: 'telnet ?? key'",
            "CommandLine|contains: '😀'",
            "CommandLine|endswith: '{2}|(b)'")) {
      String yaml =
          "title: t\nid: r\nlogsource: {category: process_creation, product: windows}\n"
              + "detection:\n  s: {"
              + wanted
              + "}\n  condition: s\n";
      SigmaRules rules = SigmaRules.text("r.yml", yaml);
      assertEquals(1, rules.rules().size(), rules.problems() + yaml);
      List<Event> all = documents.stream().map(Document::event).toList();
      assertTrue(!found(rules.detector(), all).isEmpty(), yaml);
      candidates(store, rules, all, yaml);
    }
  }

  /** Whatever an author writes and the engine takes: the store's own reader has the last word. */
  @Test
  @Tag(LongRun.DIFFERENTIAL)
  default void regularExpressionsFindWhatTheEngineFinds() {
    LongRun.each(LongRun.DIFFERENTIAL, 2, 20_261_130, 1, this::regularExpressions);
  }

  private void regularExpressions(long seed) {
    Random random = new Random(seed);
    EventStore store = store();
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      EventBuilder event =
          process(i).vendor("winlog.event_data.CommandLine", "-" + WiderRegexTest.value(random));
      documents.add(new Document(event.build(new EventId("n1", 0, i, 0)), "s1"));
    }
    assertTrue(store.create(documents).refused().isEmpty());
    store.refresh();
    List<Event> all = documents.stream().map(Document::event).toList();
    int matches = 0;
    int fewer = 0;
    for (int i = 0; i < 2 * rules(); i++) {
      String yaml =
          "title: t\nid: r\nlogsource: {category: process_creation, product: windows}\n"
              + "detection:\n  s:\n    CommandLine|re"
              + (random.nextInt(3) == 0 ? "|i" : "")
              + ": '"
              + WiderRegexTest.regex(random).replace("'", "''")
              + "'\n  condition: s\n";
      SigmaRules rules = SigmaRules.text("r.yml", yaml);
      if (rules.rules().isEmpty()) {
        continue;
      }
      List<Event> candidates = candidates(store, rules, all, yaml);
      matches += found(rules.detector(), all).size();
      fewer += candidates.size() < all.size() ? 1 : 0;
    }
    assertTrue(LongRun.isOn() || matches >= rules(), "matches " + matches);
    assertTrue(LongRun.isOn() || fewer > rules() / 3, "narrowed " + fewer);
  }

  /** What regular expressions of the store give a meaning of its own: here it has none. */
  @Test
  @Tag(LongRun.DIFFERENTIAL)
  default void whatIsAnOperatorToTheStoreMeansItself() {
    LongRun.each(LongRun.DIFFERENTIAL, 2, 20_261_129, 1, this::operatorsMeanThemselves);
  }

  private void operatorsMeanThemselves(long seed) {
    Random random = new Random(seed);
    EventStore store = store();
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      EventBuilder event =
          process(i).vendor("winlog.event_data.CommandLine", operators(random, 12));
      documents.add(new Document(event.build(new EventId("n1", 0, i, 0)), "s1"));
    }
    assertTrue(store.create(documents).refused().isEmpty());
    store.refresh();
    List<Event> all = documents.stream().map(Document::event).toList();
    String[] modifiers = {"", "|contains", "|startswith", "|endswith", "|contains|cased"};
    int matches = 0;
    int fewer = 0;
    for (int i = 0; i < rules(); i++) {
      String text =
          String.valueOf(
              all.get(random.nextInt(all.size())).vendor().get("winlog.event_data.CommandLine"));
      String modifier = modifiers[random.nextInt(modifiers.length)];
      int some = Math.min(text.length(), 1 + random.nextInt(4));
      int length = modifier.isEmpty() ? text.length() : some;
      int from = modifier.contains("start") || modifier.isEmpty() ? 0 : text.length() - length;
      String literal = text.substring(from, from + length).replaceAll("[\\\\*?]", "\\\\$0");
      String wanted = random.nextInt(4) == 0 ? "*" + literal + "?*" : literal;
      String yaml =
          "title: t\nid: r\nlogsource: {category: process_creation, product: windows}\n"
              + "detection:\n  s:\n    CommandLine"
              + modifier
              + ": '"
              + wanted.replace("'", "''")
              + "'\n  condition: s\n";
      SigmaRules rules = SigmaRules.text("r.yml", yaml);
      assertEquals(1, rules.rules().size(), rules.problems() + yaml);
      List<Event> candidates = candidates(store, rules, all, yaml);
      matches += found(rules.detector(), all).size();
      fewer += candidates.size() < all.size() ? 1 : 0;
    }
    assertTrue(LongRun.isOn() || matches >= rules(), "matches " + matches);
    assertTrue(LongRun.isOn() || fewer > rules() / 2, "narrowed " + fewer);
  }

  private static String operators(Random random, int most) {
    String alphabet = "~@&#<>\"{}()[]^$|.+-=!/\\*?'dDwWsSuU019 aAkK\u212a\u1ea0\u00e9";
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** What the store finds; the engine finds among it what it finds among all. */
  private static List<Event> candidates(
      EventStore store, SigmaRules rules, List<Event> all, String yaml) {
    List<Event> candidates = new ArrayList<>();
    Superset.Pushed pushed = Superset.of(rules.conditions(_ -> true));
    store.scan(new EventScan(pushed.query(), Long.MIN_VALUE, Long.MAX_VALUE), candidates::addAll);
    Detector detector = rules.detector();
    assertEquals(found(detector, all), found(detector, candidates), yaml + pushed);
    return candidates;
  }

  private static EventBuilder process(int number) {
    return new EventBuilder()
        .timestamp(1_795_489_200_000L + number)
        .set(EcsField.EVENT_PROVIDER, "Microsoft-Windows-Sysmon")
        .set(EcsField.EVENT_CODE, "1")
        .vendor("winlog.channel", "Microsoft-Windows-Sysmon/Operational");
  }

  private static Event event(Random random, int number) {
    EventBuilder builder = RandomSigma.event(random).toBuilder();
    builder.timestamp(1_795_489_200_000L + 997L * number);
    if (random.nextInt(100) == 0) {
      builder.vendor("winlog.event_data.A", "ab".repeat(4_500));
    }
    return builder.build(new EventId("n1", 0, number, 0));
  }

  private static TreeSet<String> found(Detector detector, List<Event> events) {
    TreeSet<String> found = new TreeSet<>();
    for (Event event : events) {
      if (!detector.detect(event).isEmpty()) {
        found.add(event.documentId());
      }
    }
    return found;
  }
}
