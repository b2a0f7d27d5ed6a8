package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.console.cli.CommandRun;
import songlam.core.access.Role;
import songlam.core.correlate.Alert;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.incident.Act;
import songlam.core.incident.Verdict;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.store.StoredAlert;

/** The verbs of {@code songlam rules} that ask the running platform: what they print. */
class RuleVerbsTest {
  private static final String CASES =
      """
      - name: the guest
        fires: true
        json: '{"host": {"os": {"type": "linux"}}, "process": {"name": "sshd"}, "user": {"name": "guest"}}'
      - name: somebody else
        fires: false
        json: '{"host": {"os": {"type": "linux"}}, "process": {"name": "sshd"}, "user": {"name": "lan"}}'
      """;

  @TempDir private static Path folder;
  private static RunningPlatform platform;

  @BeforeAll
  static void start() throws IOException {
    platform = new RunningPlatform(folder, "");
    List<Document> events = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      events.add(new Document(signIn(i, i == 2 ? "lan" : "guest"), "t"));
    }
    platform.stores().events().create(events);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void aRuleIsTriedKeptReleasedBacktestedAndExcepted() throws IOException {
    Path rule = Files.writeString(folder.resolve("guest.yml"), GuestRule.TEXT);
    Path cases = Files.writeString(folder.resolve("guest.cases.yml"), CASES);
    CommandRun tried = rules(0, "try", rule.toString());
    assertTrue(tried.out().contains("cases     2 of 2 hold\n"), tried.out());
    assertTrue(tried.out().contains("findings  2, in force 0: 2 gained, 0 lost\n"), tried.out());

    Files.writeString(cases, CASES.replace("\"guest\"", "\"gast\""));
    CommandRun broken = rules(1, "try", rule.toString());
    assertTrue(broken.out().contains("cases     1 of 2 hold\n"), broken.out());
    assertTrue(broken.out().contains("broken  the guest (expected: it fires)"), broken.out());
    assertTrue(broken.out().contains("not held user.name"), broken.out());
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.yml"),
            GuestRule.TEXT.replace("condition: guest", "condition: g"));
    assertTrue(rules(2, "try", wrong.toString()).out().startsWith("rejected  "), "says why");

    Files.writeString(cases, CASES);
    Path own = Files.createDirectories(folder.resolve("data/rules/sigma"));
    Files.copy(rule, own.resolve("guest.yml"));
    Files.copy(cases, own.resolve("guest.cases.yml"));
    assertTrue(rules(0, "reload").out().contains(GuestRule.ID), "a draft");
    CommandRun backtested = rules(0, "backtest", GuestRule.ID);
    assertTrue(backtested.out().contains("findings  2, in force 0: 2 gained"), backtested.out());
    rules(0, "release", GuestRule.ID, "--why", "test");
    CommandRun again = rules(0, "backtest", GuestRule.ID, "--rule-version", "1");
    assertTrue(again.out().contains("findings  2, in force 2: 0 gained, 0 lost"), again.out());

    StoredAlert wrongly =
        platform
            .stores()
            .alerts()
            .put(List.of(GuestRule.alert("wrong", "guestbook", "web-01")), _ -> false)
            .getFirst();
    Alert alert = wrongly.alert();
    platform
        .stores()
        .alerts()
        .triage(
            alert.id(),
            wrongly.triage().after(new Act.Close(Verdict.FALSE_POSITIVE, "sổ lưu bút"), "lan", 1),
            wrongly.version());
    casesAreListedAndGivenUp();
    CommandRun proposed = rules(0, "except", "--alert", "wrong");
    assertTrue(proposed.out().startsWith("rule      " + GuestRule.ID), proposed.out());
    assertTrue(proposed.out().contains("user.name = guestbook"), proposed.out());
    assertTrue(
        proposed.out().endsWith("nothing is kept; --owner, --until and --why keep it as a draft\n"),
        proposed.out());
    CommandRun kept =
        rules(
            0,
            "except",
            "--alert",
            "wrong",
            "--owner",
            "lan",
            "--until",
            "2036-01-31",
            "--why",
            "sổ");
    Matcher draft = Pattern.compile("(?m)^draft     (\\S+)$").matcher(kept.out());
    assertTrue(draft.find(), kept.out());
    CommandRun listed = rules(0, "exceptions");
    assertTrue(listed.out().contains(draft.group(1)), listed.out());
    assertEquals("exceptions 1\n", listed.err());
    rules(2, "history", "none-such");
  }

  @Test
  void aRuleOfAPackIsTriedAndShownByItsPack() {
    CommandRun tried = rules(0, "backtest", "security/port-scan");
    assertTrue(tried.out().contains("cases     "), tried.out());
    assertTrue(tried.out().contains("\ncoverage: 1 of 30 days have events, from "), tried.out());
    assertEquals("\n", rules(0, "diff", "security/port-scan", "0", "0").out());
  }

  private static void casesAreListedAndGivenUp() {
    assertTrue(
        rules(0, "cases", GuestRule.ID)
            .out()
            .contains("held    fires         author   the guest\n"),
        "its author's");
    String body = "{\"verdict\": \"false_positive\", \"name\": \"lan's\"}";
    assertEquals(
        200, platform.ask("POST", "/api/v1/alerts/wrong/case", Role.ANALYST, body).statusCode());
    String listed = rules(0, "cases", GuestRule.ID).out();
    assertTrue(listed.contains("broken  stays silent  verdict  lan's\n3 cases"), listed);
    CommandRun refused = rules(2, "cases", GuestRule.ID, "--remove", "lan's");
    assertTrue(refused.err().contains("why: empty"), refused.err());
    rules(0, "cases", GuestRule.ID, "--remove", "lan's", "--why", "not a guest");
    assertTrue(rules(0, "cases", GuestRule.ID).out().contains("2 cases"), "given up");
  }

  private static CommandRun rules(int code, String... words) {
    List<String> line = new ArrayList<>(List.of("rules"));
    line.addAll(List.of(words));
    line.addAll(List.of("--data", folder.resolve("data").toString()));
    CommandRun run = CommandRun.of(line.toArray(String[]::new));
    assertEquals(code, run.code(), run.out() + run.err());
    return run;
  }

  private static Event signIn(int n, String user) {
    return new EventBuilder()
        .timestamp(System.currentTimeMillis() - 60_000 + n)
        .set(EcsField.HOST_OS_TYPE, "linux")
        .set(EcsField.PROCESS_NAME, "sshd")
        .set(EcsField.HOST_NAME, "web-01")
        .set(EcsField.USER_NAME, user)
        .build(new EventId("n", 0, n, 0));
  }
}
