package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.detect.Detector;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.SystemStore.Family;

class RuleSetsTest {
  private static final String TAKEN_IN = "00000000-0000-4000-8000-000000000007";

  @TempDir private Path folder;
  private final InMemorySystemStore store = new InMemorySystemStore();
  private List<Piece> product = List.of(Written.sigma(Written.TELNET, "telnet"));
  private RuleLives lives;
  private RuleSets sets;

  @Test
  void aFormerSetIsBuiltAgainAfterARestart() {
    String first = begin();
    lives.keep(Written.sigma(Written.TELNET, "192.0.2"), "lan", "by address");
    lives.move(Written.TELNET, 1, RuleState.SHADOW, "lan", "to watch");
    String second = change();
    lives.move(Written.TELNET, 1, RuleState.RELEASED, "minh", "good");
    String third = change();
    assertEquals(third, begin(), "the same after a restart");
    assertEquals(List.of(Written.TELNET), found(first, "telnet 192.0.2.1"));
    assertEquals(List.of(), found(first, "ssh 192.0.2.1"));
    assertEquals(List.of(Written.TELNET, "shadow"), found(second, "telnet 192.0.2.1"));
    assertEquals(List.of("shadow"), found(second, "ssh 192.0.2.1"));
    assertEquals(List.of(Written.TELNET), found(third, "ssh 192.0.2.1"));
    assertEquals(List.of(), found(third, "telnet"));
    assertEquals(Optional.empty(), sets.find("ffff"));
  }

  @Test
  void whatChangesNoSigmaRuleIsTheSameSet() {
    String first = begin();
    Detector detector = sets.current().detector();
    lives.keep(Written.sigma(Written.OWN, "draft"), "lan", "first");
    lives.own(Written.TELNET, "lan", "minh");
    lives.keep(Written.sigma(Written.TELNET, "other"), "lan", "draft");
    lives.keep(Written.pack("mine", "scan"), "lan", "own");
    lives.move("mine", 1, RuleState.RELEASED, "minh", "good");
    assertEquals(first, change());
    assertSame(detector, sets.current().detector(), "nothing is built for it");
  }

  @Test
  void theLastSetsStayBuilt() {
    begin();
    Detector first = sets.current().detector();
    String name = sets.current().name();
    lives.move(Written.TELNET, 0, RuleState.RETIRED, "minh", "no telnet here");
    change();
    assertSame(first, sets.find(name).orElseThrow());
    lives.move(Written.TELNET, 0, RuleState.RELEASED, "minh", "after all");
    change();
    assertEquals(List.of(Written.TELNET), rules(sets.current().detector(), "telnet"));
  }

  @Test
  void whatWasTakenInFromElsewhereIsKeptAsLongAsASetNeedsIt() throws IOException {
    String none = begin();
    take("theirs");
    String theirs = reload();
    take("others");
    String others = reload();
    assertEquals(List.of(TAKEN_IN), rules(sets.current().detector(), "others"));
    begin();
    assertEquals(List.of(), found(none, "theirs"));
    assertEquals(List.of(TAKEN_IN), found(theirs, "theirs"));
    assertEquals(List.of(), found(theirs, "others"));
    assertEquals(2, kept("set-texts/"));
    sets.forget(none);
    sets.forget(theirs);
    sets.forget(others);
    assertEquals(1, kept("set-texts/"), "those of now");
    assertEquals(1, kept("set/"));
    begin();
    assertEquals(Optional.empty(), sets.find(theirs));
    assertEquals(List.of(TAKEN_IN), found(others, "others"));
  }

  /** One that another release wrote, and one that is damaged. */
  @Test
  void aManifestThatIsNotUnderstoodStopsNothing() throws IOException {
    String none = begin();
    take("theirs");
    String theirs = reload();
    String text = new String(store.get(Family.RULES, "set/" + theirs).orElseThrow(), UTF_8);
    take("others");
    reload();
    sets.forget(none);
    store.put(Family.RULES, "set/newer", text.replaceFirst("}$", ",\"more\":1}").getBytes(UTF_8));
    sets.forget(theirs);
    assertEquals(2, kept("set-texts/"), "the newer release's set needs theirs");
    begin();
    assertEquals(Optional.empty(), sets.find("newer"), "it may be more than is understood");
    store.put(Family.RULES, "set/broken", "{".getBytes(UTF_8));
    sets.forget("newer");
    assertEquals(2, kept("set-texts/"), "nobody knows what the broken one needs");
    assertEquals(Set.of("broken", sets.current().name()), sets.names());
    sets.forget("broken");
    assertEquals(1, kept("set-texts/"));
  }

  @Test
  void aSetOfAnotherReleaseOfTheProductIsGone() {
    String before = begin();
    product = List.of(Written.sigma(Written.TELNET, "telnetd"));
    String after = begin();
    assertNotEquals(before, after);
    assertEquals(Optional.empty(), sets.find(before));
    product = List.of(Written.sigma(Written.TELNET, "telnet"));
    assertEquals(before, begin());
    assertEquals(Optional.empty(), sets.find(after));
  }

  @Test
  void aVersionThatIsNotWhatItWasIsNotTakenForIt() throws IOException {
    begin();
    lives.keep(Written.sigma(Written.OWN, "first"), "lan", "first");
    lives.move(Written.OWN, 1, RuleState.RELEASED, "minh", "good");
    String first = change();
    lives.move(Written.OWN, 1, RuleState.RETIRED, "minh", "bad");
    change();
    Files.writeString(
        folder.resolve("life").resolve(Written.OWN).resolve("1").resolve(Piece.RULE),
        Written.sigmaText(Written.OWN, "second"));
    begin();
    assertEquals(Optional.empty(), sets.find(first));
  }

  private String begin() {
    lives = new RuleLives(folder, () -> shipped(folder), Clock.systemUTC(), false);
    sets = new RuleSets(store, lives, this::shipped);
    return change();
  }

  private String reload() {
    lives.readShipped();
    return change();
  }

  private String change() {
    return sets.change(InForce.of(lives)).name();
  }

  private Shipped shipped(Path where) {
    return Shipped.of(product, _ -> RuleState.RELEASED)
        .with(ImportedRules.texts(where), _ -> RuleState.RELEASED);
  }

  private void take(String word) throws IOException {
    Path rules = Files.createDirectories(folder.resolve("imported/public/rules"));
    Files.writeString(rules.resolve("a.yml"), Written.sigmaText(TAKEN_IN, word));
  }

  private List<String> found(String set, String line) {
    return rules(sets.find(set).orElseThrow(), line);
  }

  /** The ids of the rules that match, {@code shadow} for one in shadow. */
  private static List<String> rules(Detector detector, String line) {
    EventBuilder event =
        new EventBuilder()
            .timestamp(1)
            .set(EcsField.EVENT_CATEGORY, "process")
            .set(EcsField.EVENT_TYPE, "start")
            .set(EcsField.HOST_OS_TYPE, "linux")
            .set(EcsField.PROCESS_COMMAND_LINE, line);
    List<String> found = new ArrayList<>();
    detector
        .detect(event.build(new EventId("n1", 0, 1, 0)))
        .forEach(rule -> found.add(rule.shadow() ? "shadow" : rule.id()));
    return found;
  }

  private int kept(String prefix) {
    List<String> keys = new ArrayList<>();
    store.scan(
        Family.RULES,
        (key, _) -> {
          if (key.startsWith(prefix)) {
            keys.add(key);
          }
        });
    return keys.size();
  }
}
