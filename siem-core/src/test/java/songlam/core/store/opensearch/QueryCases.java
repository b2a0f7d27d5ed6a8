package songlam.core.store.opensearch;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

/** Events and queries on which the store and the matcher must agree. */
final class QueryCases {
  static final String[] QUERIES = {
    "",
    "host.name:web-01",
    "host.name:WEB-01",
    "host.name:web-*",
    "host.name:*-0?",
    "message:\"đăng nhập\"",
    "message:nhập",
    "message:ĐĂNG",
    "message:bar",
    "message:bar_baz",
    "message:\"foo bar_baz\"",
    "message:đă*",
    "message:10.0.0.1",
    "message:dow*",
    "source.ip:192.0.2.7",
    "source.ip:192.0.2.0/24",
    "source.ip:2001\\:db8\\:\\:/32",
    "source.ip:[192.0.2.1 TO 192.0.2.8]",
    "source.port:22",
    "source.port:>1000",
    "source.port:[22 TO 80}",
    "tls.established:true",
    "host.cpu.usage:>=0.5",
    "@timestamp:>=1970-01-01T00:00:02Z",
    "@timestamp:2000",
    "event.start:1970-01-01",
    "_exists_:source.ip",
    "_exists_:acme.number",
    "_exists_:acme.nothing",
    "acme.number:2",
    "acme.flag:true",
    "acme.list:hai",
    "acme.path:C\\:\\\\Temp\\\\*",
    "acme.path:*\\\\a\\*b",
    "NOT host.name:web-01",
    "NOT (host.name:web-01 OR source.port:22)",
    "host.name:web-01 source.port:22",
    "tags:b",
    "web-01",
    "192.0.2.7",
    "nhập",
    "web*",
    "source.geo.name:\"a\\\"b\"",
    "_exists_:source.geo.location"
  };

  private QueryCases() {}

  private static Event build(EventBuilder builder, int number) {
    return builder.timestamp(1_000L * number).build(new EventId("n", 0, number, 0));
  }

  static List<Event> events() {
    return List.of(
        build(
            new EventBuilder()
                .set(EcsField.HOST_NAME, "web-01")
                .set(EcsField.SOURCE_IP, "192.0.2.7")
                .set(EcsField.SOURCE_PORT, 22L)
                .set(EcsField.MESSAGE, "Đăng nhập sai: foo.bar_baz từ 10.0.0.1")
                .set(EcsField.EVENT_START, 0L)
                .vendor("acme.number", 2L)
                .vendor("acme.list", List.of("một", "hai")),
            1),
        build(
            new EventBuilder()
                .set(EcsField.HOST_NAME, "web-02")
                .set(EcsField.SOURCE_IP, "2001:db8::7")
                .set(EcsField.SOURCE_PORT, 80L)
                .set(EcsField.TAGS, List.of("a", "b"))
                .set(EcsField.MESSAGE, "link down; nhập đăng")
                .set(EcsField.SOURCE_GEO_LOCATION, new songlam.core.event.GeoPoint(18, 105))
                .vendor("acme.flag", true),
            2),
        build(
            new EventBuilder()
                .set(EcsField.HOST_NAME, "cam-01")
                .set(EcsField.SOURCE_PORT, 40_000L)
                .set(EcsField.TLS_ESTABLISHED, true)
                .set(EcsField.HOST_CPU_USAGE, 0.75)
                .set(EcsField.SOURCE_GEO_NAME, "a\"b")
                .vendor("acme.path", "C:\\Temp\\a*b"),
            3),
        build(new EventBuilder().set(EcsField.EVENT_DATASET, "web-01"), 4));
  }
}
