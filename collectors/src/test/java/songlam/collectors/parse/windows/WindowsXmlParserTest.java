package songlam.collectors.parse.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.collectors.FileInput;
import songlam.collectors.SourceTypes;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.journal.InMemorySystemStore;

/** Events in XML, alone, in a list, with data of every shape, and what is none. */
class WindowsXmlParserTest {
  private static final String LOGON =
      """
      <Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>
      <Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4625</EventID>
      <TimeCreated SystemTime="2026-11-24T03:00:00.1234567Z"/><Channel>Security</Channel>
      <Computer>dc-01</Computer></System>
      <EventData><Data Name="TargetUserName">an</Data><Data Name="IpAddress">192.0.2.7</Data>
      <Data Name="Product Name">a &amp; b</Data></EventData></Event>
      """;
  private static final String NESTED =
      """
      <Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>
      <Provider Name="Microsoft-Windows-AppLocker"/><EventID Qualifiers="0">8004</EventID>
      <TimeCreated SystemTime="2026-11-24T03:00:01Z"/><Channel>AppLocker</Channel></System>
      <UserData><RuleAndFileData><FilePath>C:\\x.exe</FilePath></RuleAndFileData></UserData>
      </Event>
      """;

  @Test
  void namesWithBlanksAndNestedUserDataAreKept() throws IOException {
    List<EventBuilder> events =
        parsed("<?xml version='1.0'?><Events>" + LOGON + NESTED + "</Events>");
    assertEquals(2, events.size());
    EventBuilder logon = events.getFirst();
    assertEquals("4625", logon.text(EcsField.EVENT_CODE));
    assertEquals("an", logon.text(EcsField.USER_NAME));
    assertEquals("192.0.2.7", logon.text(EcsField.SOURCE_IP));
    assertEquals("a & b", logon.vendor().get("winlog.event_data.Product Name"));
    assertEquals(1_795_489_200_123L, logon.timestamp());
    assertEquals("C:\\x.exe", events.getLast().vendor().get("winlog.user_data.FilePath"));
    assertEquals("8004", events.getLast().text(EcsField.EVENT_CODE));
  }

  @Test
  void dataWithoutNamesAreNumbered() throws IOException {
    EventBuilder event =
        parsed(NESTED.replaceFirst("<UserData>[^$]*</UserData>", unnamed())).getFirst();
    assertEquals("one", event.vendor().get("winlog.event_data.param1"));
    assertEquals("two", event.vendor().get("winlog.event_data.param2"));
  }

  private static String unnamed() {
    return "<EventData><Data>one</Data><Data>two</Data></EventData>";
  }

  @Test
  void aBadCharInADtdIsRejectedInWords() {
    byte[] bytes = ("<!DOCTYPE Event [<!ENTITY x 'y'>\u0001]>" + LOGON).getBytes(UTF_8);
    RawRecord record = RawRecord.live("dc", "windows-xml", 1_795_489_200_000L, "127.0.0.1", bytes);
    ParseResult result = new WindowsXmlParser().parse(record);
    assertTrue(
        result instanceof ParseResult.Rejected(var reason, _) && reason == Reason.MALFORMED,
        result::toString);
  }

  @Test
  void nothingOutsideIsFetchedAndEntitiesDoNotExplode() throws IOException {
    String outside =
        "<!DOCTYPE Event [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
            + LOGON.replace("a &amp; b", "&x;");
    List<ParseResult> results = results("windows-xml", outside);
    assertTrue(
        results.stream().anyMatch(ParseResult.Rejected.class::isInstance), results::toString);
    for (ParseResult result : results) {
      if (result instanceof ParseResult.Parsed(var events, _)) {
        assertEquals(null, events.getFirst().vendor().get("winlog.event_data.Product Name"));
      }
    }
  }

  @Test
  void whatIsCutShortIsRejected() throws IOException {
    List<ParseResult> results = results("windows-xml", LOGON.substring(0, 200));
    assertEquals(1, results.size());
    assertInstanceOf(ParseResult.Rejected.class, results.getFirst());
  }

  private static List<EventBuilder> parsed(String text) throws IOException {
    List<EventBuilder> events = new ArrayList<>();
    for (ParseResult result : results(FileInput.AUTO, text)) {
      events.addAll(assertInstanceOf(ParseResult.Parsed.class, result).events());
    }
    return events;
  }

  private static List<ParseResult> results(String type, String text) throws IOException {
    FileInput input =
        new FileInput(
            new SourceTypes(new InMemorySystemStore(), ZoneOffset.UTC), Clock.systemUTC());
    List<ParseResult> results = new ArrayList<>();
    input.read(
        type, "test", new ByteArrayInputStream(text.getBytes(UTF_8)), i -> results.add(i.result()));
    return results;
  }
}
