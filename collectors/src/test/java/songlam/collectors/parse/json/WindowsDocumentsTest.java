package songlam.collectors.parse.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;

/** One Windows event as three kinds of tools write it is the same event. */
class WindowsDocumentsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"@timestamp":"2026-11-24T03:00:00.000Z","winlog":{"channel":"Security",
         "provider_name":"Microsoft-Windows-Security-Auditing","event_id":4625,
         "computer_name":"dc-01.example.com",
         "event_data":{"TargetUserName":"an","IpAddress":"192.0.2.7","LogonType":"3"}}}
        """,
        """
        {"Event":{"#attributes":{"xmlns":"http://schemas.example.com"},"System":{
         "Provider":{"#attributes":{"Name":"Microsoft-Windows-Security-Auditing"}},"EventID":4625,
         "TimeCreated":{"#attributes":{"SystemTime":"2026-11-24T03:00:00.000000Z"}},
         "Channel":"Security","Computer":"dc-01.example.com"},
         "EventData":{"TargetUserName":"an","IpAddress":"192.0.2.7","LogonType":3}}}
        """,
        """
        {"SourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","EventID":4625,
         "TimeCreated":"2026-11-24T03:00:00.000Z","Hostname":"dc-01.example.com",
         "TargetUserName":"an","IpAddress":"192.0.2.7","LogonType":"3"}
        """
      })
  void aFailedLogonIsOne(String json) {
    EventBuilder event = parsed(json);
    assertEquals(1_795_489_200_000L, event.timestamp());
    assertEquals("4625", event.text(EcsField.EVENT_CODE));
    assertEquals("Microsoft-Windows-Security-Auditing", event.text(EcsField.EVENT_PROVIDER));
    assertEquals("dc-01.example.com", event.text(EcsField.HOST_NAME));
    assertEquals("failure", event.text(EcsField.EVENT_OUTCOME));
    assertEquals("an", event.text(EcsField.USER_NAME));
    assertEquals("192.0.2.7", event.text(EcsField.SOURCE_IP));
    assertEquals("3", String.valueOf(event.vendor().get("winlog.event_data.LogonType")));
    assertEquals("Security", event.vendor().get("winlog.channel"));
  }

  @Test
  void userDataAndDataWithoutNamesKeepTheirPlace() {
    EventBuilder user =
        parsed(
            """
            {"Event":{"System":{"Provider":{"#attributes":{"Name":"P"}},"EventID":{"#text":7,
             "#attributes":{"Qualifiers":1}},"Channel":"C"},
             "UserData":{"Wrapper":{"#attributes":{"xmlns":"x"},"Operation":"Start"}}}}
            """);
    assertEquals("7", user.text(EcsField.EVENT_CODE));
    assertEquals("Start", user.vendor().get("winlog.user_data.Operation"));
    EventBuilder data =
        parsed(
            """
            {"Event":{"System":{"EventID":400,"Channel":"Windows PowerShell"},
             "EventData":{"Data":["Available","None"]}}}
            """);
    assertEquals("None", data.vendor().get("winlog.event_data.param2"));
  }

  /** The domain is of the account that is the user, wherever Windows writes it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "4688; \"SubjectUserName\":\"an\",\"SubjectDomainName\":\"CORP\",\"TargetUserName\":\"-\",\"TargetDomainName\":\"-\"; CORP; an",
        "4624; \"SubjectUserName\":\"DC$\",\"SubjectDomainName\":\"WG\",\"TargetUserName\":\"an\",\"TargetDomainName\":\"CORP\"; CORP; an",
        "4720; \"SubjectUserName\":\"an\",\"SubjectDomainName\":\"CORP\",\"TargetUserName\":\"new\",\"TargetDomainName\":\"X\"; CORP; an",
        "4625; \"SubjectUserName\":\"-\",\"TargetUserName\":\"an\",\"TargetDomainName\":\"-\"; ; an",
        "4740; \"TargetUserName\":\"an\",\"TargetDomainName\":\"PC-12\"; ; an"
      })
  void theDomainOfTheUser(int code, String data, @Nullable String domain, String name) {
    EventBuilder event =
        parsed(
            """
            {"winlog":{"channel":"Security","event_id":%d,"event_data":{%s},
             "provider_name":"Microsoft-Windows-Security-Auditing"}}
            """
                .formatted(code, data));
    assertEquals(domain, event.text(EcsField.USER_DOMAIN));
    assertEquals(name, event.text(EcsField.USER_NAME));
  }

  private static EventBuilder parsed(String json) {
    RawRecord record = RawRecord.live("t", "json", 0, "192.0.2.1", json.getBytes(UTF_8));
    return ((ParseResult.Parsed) new JsonParser().parse(record)).events().getFirst();
  }
}
