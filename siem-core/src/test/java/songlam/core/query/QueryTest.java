package songlam.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

class QueryTest {
  private static final Event EVENT =
      new EventBuilder()
          .timestamp(1_795_489_445_678L)
          .set(EcsField.HOST_NAME, "web-01")
          .set(EcsField.SOURCE_IP, "203.0.113.7")
          .set(EcsField.DESTINATION_IP, "2001:db8::1")
          .set(EcsField.SOURCE_PORT, 2222L)
          .set(EcsField.MESSAGE, "Đăng nhập sai từ 203.0.113.7 (root)")
          .vendor("acme.path", "C:\\a*b")
          .build(new EventId("n", 0, 1, 0));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host.name:web-01",
        "host.name:web-*",
        "host.name:w?b-01 AND source.port:2222",
        "source.ip:203.0.113.0/24",
        "destination.ip:2001:db8::/32",
        "destination.ip:2001:DB8:0::1",
        "source.port:[2000 TO 2222]",
        "source.port:{2221 TO *]",
        "source.port:>2221 source.port:<=2222",
        "@timestamp:>=2026-11-24T00:00:00Z",
        "@timestamp:[2026-11-24T03:00:00Z TO 2026-11-25]",
        "NOT host.name:cam-01",
        "NOT (host.name:cam-01 OR user.name:root)",
        "host.name:cam-01 OR host.name:web-01",
        "_exists_:acme.path NOT _exists_:user.name",
        "đăng",
        "\"đăng nhập sai\"",
        "root web-01",
        "acme.path:C:\\\\a\\*b",
        "acme.path:\"C:\\\\a*b\"",
        "NHẬ*",
      })
  void holds(String query) throws Exception {
    assertTrue(EventMatcher.matches(QueryParser.parse(query), EVENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host.name:WEB-01",
        "source.ip:198.51.100.0/24",
        "source.port:{2222 TO *]",
        "\"sai đăng\"",
        "NOT host.name:web-01",
        "host.name:web-01 AND user.name:root",
        "acme.path:\"C:\\\\aXb\"",
      })
  void doesNotHold(String query) throws Exception {
    assertFalse(EventMatcher.matches(QueryParser.parse(query), EVENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(a | 3 | )",
        "source.port:x | 13 | a whole number",
        "source.ip:203.0.113.0/33 | 11 | an address",
        "a AND | 6 | a field, a word",
        "source.port:[1 2] | 16 | TO",
        "a) | 2 | the end",
        "host*:a | 1 | a field name without wildcards",
        "source.port:2* | 13 | a whole number",
      })
  void saysWhereAndWhat(String query, int column, String expected) {
    QueryException refusal = assertThrows(QueryException.class, () -> QueryParser.parse(query));
    String message = String.valueOf(refusal.getMessage());
    assertEquals(column, refusal.column(), message);
    assertTrue(message.contains("expected: " + expected), message);
  }

  @Test
  void notBindsTightestThenAndThenOr() throws Exception {
    Query second = new Query.And(List.of(new Query.Not(new Query.Word("b")), new Query.Word("c")));
    assertEquals(
        new Query.Or(List.of(new Query.Word("a"), second)), QueryParser.parse("a OR NOT b c"));
  }

  @Test
  void limitsLengthAndDepth() {
    String tooLong = "a".repeat(QueryParser.LONGEST + 1);
    assertThrows(QueryException.class, () -> QueryParser.parse(tooLong));
    String tooDeep = "(".repeat(40) + "a" + ")".repeat(40);
    QueryException refusal = assertThrows(QueryException.class, () -> QueryParser.parse(tooDeep));
    assertTrue(String.valueOf(refusal.getMessage()).contains("levels"));
  }

  @Test
  void anyTextIsAQueryOrAQueryException() {
    Random random = new Random(7);
    String alphabet = "ab:*?\\\"()[]{}<>= /.1TOANDRđ";
    int queries = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        boolean _ = EventMatcher.matches(QueryParser.parse(text.toString()), EVENT);
        queries++;
      } catch (QueryException e) {
        assertTrue(e.column() >= 1 && e.column() <= text.length() + 1, text.toString());
      }
    }
    assertTrue(queries > 1_000, queries + " of the texts were queries");
  }
}
