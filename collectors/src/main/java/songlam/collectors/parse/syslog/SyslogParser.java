package songlam.collectors.parse.syslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.time.ZoneId;
import songlam.collectors.parse.daemon.Daemons;
import songlam.collectors.parse.linuxauth.LinuxAuth;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.ParseResult.Rejected;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/**
 * Syslog of any dialect to ECS. Bytes that are not UTF-8 are read as ISO 8859-1, so nothing is
 * lost. For one thread at a time.
 */
public final class SyslogParser implements Parser {
  private static final String[] SEVERITIES = {
    "emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"
  };
  private static final String[] FACILITIES = {
    "kern",
    "user",
    "mail",
    "daemon",
    "auth",
    "syslog",
    "lpr",
    "news",
    "uucp",
    "cron",
    "authpriv",
    "ftp",
    "ntp",
    "audit",
    "alert",
    "clock",
    "local0",
    "local1",
    "local2",
    "local3",
    "local4",
    "local5",
    "local6",
    "local7"
  };

  private final SyslogReader reader;
  private final LinuxAuth linuxAuth = new LinuxAuth();
  private final Daemons daemons = new Daemons();

  /**
   * @param zone of times without one
   */
  public SyslogParser(ZoneId zone) {
    this.reader = new SyslogReader(zone);
  }

  @Override
  public ParseResult parse(RawRecord record) {
    String text = text(record.payload());
    SyslogMessage message = reader.read(text, record.receivedAt());
    if (message == null) {
      return new Rejected(
          Reason.MALFORMED, "syslog: " + shortened(text) + " (expected: <0-191> and a message)");
    }
    EventBuilder event = new EventBuilder();
    event.set(EcsField.EVENT_ORIGINAL, text).set(EcsField.MESSAGE, message.text());
    if (message.timestamp() != SyslogTime.NONE) {
      event.timestamp(message.timestamp());
    }
    header(event, message);
    if (!linuxAuth.read(message.app(), message.text(), event)
        && !daemons.read(message.app(), message.text(), event)) {
      event.set(EcsField.EVENT_KIND, "event").set(EcsField.EVENT_DATASET, "syslog");
      event.set(EcsField.EVENT_MODULE, "system");
    }
    return Parsed.one(event);
  }

  private static void header(EventBuilder event, SyslogMessage message) {
    if (message.facility() >= 0) {
      event.set(EcsField.LOG_SYSLOG_PRIORITY, message.facility() * 8L + message.severity());
      event.set(EcsField.LOG_SYSLOG_FACILITY_CODE, message.facility());
      event.set(EcsField.LOG_SYSLOG_FACILITY_NAME, FACILITIES[message.facility()]);
      event.set(EcsField.LOG_SYSLOG_SEVERITY_CODE, message.severity());
      event.set(EcsField.LOG_SYSLOG_SEVERITY_NAME, SEVERITIES[message.severity()]);
    }
    event.set(EcsField.HOST_NAME, message.host());
    event.set(EcsField.HOST_HOSTNAME, message.host());
    event.set(EcsField.PROCESS_NAME, program(message.app()));
    event.set(EcsField.LOG_SYSLOG_APPNAME, message.app());
    event.set(EcsField.LOG_SYSLOG_MSGID, message.messageId());
    if (message.process() >= 0) {
      event.set(EcsField.PROCESS_PID, message.process());
    }
    message
        .data()
        .forEach(
            (name, value) ->
                event.vendor("syslog." + name, value.isEmpty() ? (Object) true : value));
  }

  private static String program(String app) {
    int slash = app.lastIndexOf('/');
    return slash < 0 ? app : app.substring(slash + 1);
  }

  private static String text(byte[] payload) {
    int end = payload.length;
    while (end > 0
        && (payload[end - 1] == '\n' || payload[end - 1] == '\r' || payload[end - 1] == 0)) {
      end--;
    }
    boolean ascii = true;
    for (int i = 0; i < end && ascii; i++) {
      ascii = payload[i] >= 0;
    }
    if (ascii) {
      return new String(payload, 0, end, ISO_8859_1);
    }
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(payload, 0, end))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(payload, 0, end, ISO_8859_1);
    }
  }

  private static String shortened(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
