package songlam.collectors.parse.netflow;

import java.util.List;
import songlam.core.event.ParseResult;
import songlam.core.event.Reason;

/** NetFlow version 5: a head of 24 octets and up to thirty records of 48, all of one layout. */
final class VersionFive {
  private static final int HEAD = 24;
  private static final int RECORD = 48;

  private final Exporters exporters;
  private final FlowFields flow;
  private final List<Template.Field> layout;

  VersionFive(Exporters exporters, Elements elements, FlowFields flow) {
    this.exporters = exporters;
    this.flow = flow;
    this.layout =
        List.of(
            Template.Field.of(elements, 0, 8, 4),
            Template.Field.of(elements, 0, 12, 4),
            Template.Field.of(elements, 0, 15, 4),
            Template.Field.of(elements, 0, 10, 2),
            Template.Field.of(elements, 0, 14, 2),
            Template.Field.of(elements, 0, 2, 4),
            Template.Field.of(elements, 0, 1, 4),
            Template.Field.of(elements, 0, 22, 4),
            Template.Field.of(elements, 0, 21, 4),
            Template.Field.of(elements, 0, 7, 2),
            Template.Field.of(elements, 0, 11, 2),
            Template.Field.of(elements, 0, 210, 1),
            Template.Field.of(elements, 0, 6, 1),
            Template.Field.of(elements, 0, 4, 1),
            Template.Field.of(elements, 0, 5, 1),
            Template.Field.of(elements, 0, 16, 2),
            Template.Field.of(elements, 0, 17, 2),
            Template.Field.of(elements, 0, 9, 1),
            Template.Field.of(elements, 0, 13, 1));
  }

  ParseResult read(Message message, String peer) {
    byte[] octets = message.octets;
    if (octets.length < HEAD) {
      return message.broken(peer, Reason.TRUNCATED, octets.length + " octets (expected: 24)");
    }
    int count = Octets.u16(octets, 2);
    if (octets.length < HEAD + count * RECORD) {
      return message.broken(
          peer,
          Reason.TRUNCATED,
          octets.length + " octets for " + count + " records (expected: 24 + 48 each)");
    }
    Header header =
        new Header(
            5,
            Octets.u32(octets, 8) * 1000 + Octets.u32(octets, 12) / 1_000_000,
            Octets.u32(octets, 4),
            Octets.u32(octets, 16));
    Exporter exporter = exporters.of(5, peer, Octets.u16(octets, 20));
    message.gap(exporter, exporter.gapBefore(header.sequence()), "flows");
    exporter.expect(header.sequence() + count);
    long sampling = Octets.u16(octets, 22) & 0x3fff;
    for (int i = 0; i < count; i++) {
      record(message, header, exporter, HEAD + i * RECORD, sampling);
    }
    return message.parsed();
  }

  private void record(Message message, Header header, Exporter exporter, int from, long sampling) {
    int at = from;
    flow.begin();
    for (Template.Field field : layout) {
      if (field.number() != 210) {
        flow.accept(field, message.octets, at, field.length());
      }
      at += field.length();
    }
    if (sampling > 1) {
      flow.vendor("netflow.samplingInterval", sampling);
    }
    message.events.add(flow.finish(header, exporter));
  }
}
