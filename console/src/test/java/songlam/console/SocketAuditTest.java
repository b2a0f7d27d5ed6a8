package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import songlam.console.control.ControlClient;

/** What verbs of the command line change stands in the audit log, as what the pages change does. */
class SocketAuditTest {
  private static final String ME = System.getProperty("user.name") + ": ";
  private static final String RULE =
      """
      title: Made by hand
      id: 9f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d
      logsource: {product: linux, service: sshd}
      detection: {keywords: [made-by-hand], condition: keywords}
      """;

  private final Logger log = (Logger) LoggerFactory.getLogger("songlam.audit");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @TempDir private Path folder;
  private RunningPlatform platform;

  @BeforeEach
  void start() throws IOException {
    platform = new RunningPlatform(folder, "");
    lines.start();
    log.setLevel(Level.INFO);
    log.addAppender(lines);
  }

  @AfterEach
  void stop() {
    log.detachAppender(lines);
    log.setLevel(null);
    platform.close();
  }

  @Test
  void eachVerbThatChangesSomethingIsWrittenDown() throws IOException {
    changes("created user lan as operator", "user", "create", "lan", "operator", "Lan");
    changes("disabled user lan", "user", "disable", "lan");
    changes("enabled user lan", "user", "enable", "lan");
    changes("made a sign-in link for lan", "user", "link", "lan");
    ask("token", "create", "viewer", "wall");
    String made = last();
    assertTrue(made.matches(ME + "made token \\S+ of viewer \\(control socket\\)"), made);
    String token = made.split(" ")[3];
    changes("revoked token " + token, "token", "revoke", token);
    changes("reloaded rules, drafts: []", "rules", "reload");
    changes(
        "shadow rule security/port-scan: noise",
        "rules",
        "state",
        "security/port-scan",
        "shadow",
        "0",
        "noise");
    assertTrue(ask("rules", "history", "security/port-scan").contains("by " + ME + "noise"));
    JsonObject files = new JsonObject().put("files", new JsonObject().put("rule.yml", RULE));
    String job = new JsonObject(ask("rules", "trial", files.encode())).getString("id");
    assertEquals(ME + "tried rule 9f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d (control socket)", last());
    changes("ended trial of rule 9f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d", "rules", "cancel", job);
    String rule =
        new JsonObject(ask("canaries", "list"))
            .getJsonArray("items")
            .getJsonObject(0)
            .getString("rule");
    changes("asked for a canary of rule " + rule, "canaries", "run", rule);
  }

  @Test
  void whatOnlyLooksAndWhatIsRefusedIsNot() throws IOException {
    ask("user", "list");
    ask("token", "list");
    ask("rules", "list");
    ask("rules", "precision", "90");
    ask("canaries", "list");
    assertThrows(IllegalArgumentException.class, () -> ask("user", "disable", "nobody"));
    assertThrows(IllegalArgumentException.class, () -> ask("rules", "state", "none", "shadow"));
    assertEquals(List.of(), lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }

  private void changes(String written, String... words) throws IOException {
    ask(words);
    assertEquals(ME + written + " (control socket)", last());
  }

  private String last() {
    return lines.list.getLast().getFormattedMessage();
  }

  private String ask(String... words) throws IOException {
    return new ControlClient(folder.resolve("data/control.sock")).ask(List.of(words)).orElseThrow();
  }
}
