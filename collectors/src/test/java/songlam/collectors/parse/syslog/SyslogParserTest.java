package songlam.collectors.parse.syslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;

class SyslogParserTest {
  /** 2026-11-24T03:04:10Z, ten past ten in the morning in Vinh. */
  private static final long NOW = Instant.parse("2026-11-24T03:04:10Z").toEpochMilli();

  private final SyslogParser parser = new SyslogParser(ZoneId.of("Asia/Ho_Chi_Minh"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<38>Nov 24 10:04:05 web-01 sshd[311]: hello|web-01|sshd|hello|2026-11-24T03:04:05Z",
        "<38>Nov  4 10:04:05 web-01 sshd: hello|web-01|sshd|hello|2026-11-04T03:04:05Z",
        "Nov 24 10:04:05 web-01 kernel: hello|web-01|kernel|hello|2026-11-24T03:04:05Z",
        "<38>Dec 31 23:59:59 web-01 a: hello|web-01|a|hello|2025-12-31T16:59:59Z",
        "<38>2026-11-24T10:04:05.250+07:00 web-01 a[1]: hello|web-01|a|hello|2026-11-24T03:04:05.250Z",
        "<38>Nov 24 2026 10:04:05 fw-01 : hello|fw-01||: hello|2026-11-24T03:04:05Z",
        "<189>45: *Nov 24 10:04:05.123: %LINK-3-UPDOWN: hello||%LINK-3-UPDOWN|hello|2026-11-24T03:04:05.123Z",
        "<38>Nov 24 10:04:05 sshd[311]: hello||sshd|hello|2026-11-24T03:04:05Z",
        "<38>just some text|||just some text|",
        "<165>1 2026-11-24T03:04:05.003Z web-01 app 12 ID47 - hello|web-01|app|hello|2026-11-24T03:04:05.003Z",
        "<165>1 - - - - - - hello|||hello|",
      })
  void readsTheDialects(String line, String host, String app, String message, String time) {
    EventBuilder event = parsed(line);
    assertEquals(host, event.text(EcsField.HOST_NAME));
    assertEquals(app, event.text(EcsField.LOG_SYSLOG_APPNAME));
    assertEquals(message, event.text(EcsField.MESSAGE));
    assertEquals(time != null, event.hasTimestamp());
    if (time != null) {
      assertEquals(Instant.parse(time), Instant.ofEpochMilli(event.timestamp()));
    }
    assertEquals(line, event.text(EcsField.EVENT_ORIGINAL));
  }

  @Test
  void readsStructuredDataWithItsEscapes() {
    EventBuilder event =
        parsed(
            "<165>1 2026-11-24T03:04:05Z h a - - [x@1 k=\"a\\\"b\\]c\" n=\"2\"][y@2] \uFEFFxin chào");
    assertEquals("a\"b]c", event.vendor().get("syslog.x@1.k"));
    assertEquals("2", event.vendor().get("syslog.x@1.n"));
    assertEquals("xin chào", event.text(EcsField.MESSAGE));
  }

  @Test
  void bytesThatAreNotUtf8AreKeptAsLatin1() {
    byte[] bytes = "<38>Nov 24 10:04:05 h a: caf\u00e9".getBytes(ISO_8859_1);
    ParseResult result = parser.parse(RawRecord.live("s", "syslog", NOW, "", bytes));
    assertEquals(
        "café",
        assertInstanceOf(ParseResult.Parsed.class, result)
            .events()
            .getFirst()
            .text(EcsField.MESSAGE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sshd[1]: Failed password for invalid user admin from 203.0.113.7 port 51234 ssh2|admin|203.0.113.7|failure|ssh_login",
        "sshd[1]: Failed password for root from 2001:db8::7 port 51234 ssh2|root|2001:db8::7|failure|ssh_login",
        "sshd[1]: Failed password for a from b from 203.0.113.7 port 1 ssh2|a from b|203.0.113.7|failure|ssh_login",
        "sshd[1]: Accepted publickey for an from 10.40.30.11 port 51234 ssh2: ED25519 SHA256:abc|an|10.40.30.11|success|ssh_login",
        "sshd[1]: Invalid user oracle from 203.0.113.7 port 51234|oracle|203.0.113.7|failure|ssh_unknown_user",
        "sshd[1]: Connection closed by authenticating user root 203.0.113.7 port 5 [preauth]|root|203.0.113.7||ssh_disconnect",
        "sshd[1]: pam_unix(sshd:session): session opened for user an(uid=1000) by (uid=0)|an||success|session_opened",
        "sudo: an : TTY=pts/0 ; PWD=/home/an ; USER=root ; COMMAND=/usr/bin/id -u|an||success|sudo",
        "sudo: an : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh|an||failure|sudo",
        "su[3]: FAILED SU (to root) an on pts/1|||failure|su",
        "useradd[2]: new user: name=hotro, UID=1011, GID=1011, home=/home/hotro, shell=/bin/bash|||success|added-user-account",
        "usermod[2]: add 'hotro' to group 'sudo'|||success|added-user-to-group",
        "systemd-logind[1]: New session 3 of user an.|an||success|session_opened",
      })
  void readsWhatLinuxSaysOfLogins(
      String line, String user, String address, String outcome, String action) {
    EventBuilder event = parsed("<38>Nov 24 10:04:05 web-01 " + line);
    assertEquals(user, event.text(EcsField.USER_NAME));
    assertEquals(address, event.text(EcsField.SOURCE_IP));
    assertEquals(outcome, event.text(EcsField.EVENT_OUTCOME));
    assertEquals(action, event.text(EcsField.EVENT_ACTION));
    assertEquals("system.auth", event.text(EcsField.EVENT_DATASET));
  }

  @Test
  void groupsAndTargetsAreNamed() {
    EventBuilder event =
        parsed("<38>Nov 24 10:04:05 web-01 usermod[2]: add 'hotro' to group 'sudo'");
    assertEquals("sudo", event.text(EcsField.GROUP_NAME));
    assertEquals("hotro", event.text(EcsField.USER_TARGET_NAME));
    assertEquals(List.of("iam"), event.get(EcsField.EVENT_CATEGORY));
  }

  @Test
  void whatIsNoSyslogIsRejectedWithAReason() {
    for (String bad : List.of("", "   ", "<999>x", "<abc", "<38")) {
      ParseResult result =
          parser.parse(RawRecord.live("s", "syslog", NOW, "", bad.getBytes(UTF_8)));
      assertInstanceOf(ParseResult.Rejected.class, result, bad);
    }
  }

  @Test
  void randomBytesNeverThrow() {
    Random random = new Random(7);
    int parsed = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      String head = random.nextBoolean() ? "<34>1 2026-" : "<34>Nov 24 1";
      byte[] start = head.getBytes(UTF_8);
      System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
      ParseResult result = parser.parse(RawRecord.live("s", "syslog", NOW, "", bytes));
      assertNotNull(result);
      parsed += result instanceof ParseResult.Parsed ? 1 : 0;
    }
    assertTrue(parsed > 10_000, "parsed: " + parsed);
  }

  private EventBuilder parsed(String line) {
    ParseResult result =
        parser.parse(RawRecord.live("s", "syslog", NOW, "192.0.2.1", line.getBytes(UTF_8)));
    ParseResult.Parsed parsed = assertInstanceOf(ParseResult.Parsed.class, result, line);
    assertEquals(1, parsed.events().size());
    assertNull(parsed.events().getFirst().get(EcsField.ERROR_MESSAGE));
    return parsed.events().getFirst();
  }
}
