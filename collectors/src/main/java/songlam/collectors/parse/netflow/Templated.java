package songlam.collectors.parse.netflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.ParseResult;
import songlam.core.event.Reason;

/**
 * NetFlow version 9 (RFC 3954) and IPFIX (RFC 7011): sets of templates and of data whose layout the
 * templates tell.
 */
final class Templated {
  private static final int V9_HEAD = 20;
  private static final int IPFIX_HEAD = 16;

  private final Exporters exporters;
  private final TemplateReader templates;
  private final DataReader data;
  private final WaitingSets waiting;
  private long lastRecords;
  private boolean unknownRecords;

  Templated(Exporters exporters, Elements elements, FlowFields flow, WaitingSets waiting) {
    this.exporters = exporters;
    this.templates = new TemplateReader(elements);
    this.data = new DataReader(flow);
    this.waiting = waiting;
  }

  ParseResult versionNine(Message message, String peer) {
    byte[] octets = message.octets;
    if (octets.length < V9_HEAD) {
      return message.broken(peer, Reason.TRUNCATED, octets.length + " octets (expected: 20)");
    }
    Header header =
        new Header(9, Octets.u32(octets, 8) * 1000, Octets.u32(octets, 4), Octets.u32(octets, 12));
    Exporter exporter = exporters.of(9, peer, Octets.u32(octets, 16));
    message.gap(exporter, exporter.gapBefore(header.sequence()), "messages");
    exporter.expect(header.sequence() + 1);
    return sets(message, header, exporter, V9_HEAD, octets.length);
  }

  ParseResult ipfix(Message message, String peer) {
    byte[] octets = message.octets;
    int length = octets.length < IPFIX_HEAD ? 0 : Octets.u16(octets, 2);
    if (length < IPFIX_HEAD || length > octets.length) {
      return message.broken(
          peer,
          Reason.TRUNCATED,
          octets.length + " octets (expected: " + Math.max(length, IPFIX_HEAD) + ")");
    }
    Header header = new Header(10, Octets.u32(octets, 4) * 1000, -1, Octets.u32(octets, 8));
    Exporter exporter = exporters.of(10, peer, Octets.u32(octets, 12));
    message.gap(exporter, exporter.gapBefore(header.sequence()), "data records");
    exporter.expect(header.sequence());
    return sets(message, header, exporter, IPFIX_HEAD, length);
  }

  private ParseResult sets(Message message, Header header, Exporter exporter, int from, int end) {
    int at = from;
    long records = 0;
    unknownRecords = false;
    while (end - at >= 4) {
      int id = Octets.u16(message.octets, at);
      int length = Octets.u16(message.octets, at + 2);
      if (length < 4 || length > end - at) {
        exporter.expect(-1);
        return message.broken(
            exporter.origin,
            Reason.TRUNCATED,
            "set "
                + id
                + " at octet "
                + at
                + ": length "
                + length
                + " (expected: 4 to "
                + (end - at)
                + ")");
      }
      String problem =
          set(message, header, exporter, new Span(message.octets, at + 4, at + length), id);
      if (problem != null) {
        exporter.expect(-1);
        return message.broken(exporter.origin, Reason.MALFORMED, problem);
      }
      records += lastRecords;
      at += length;
    }
    if (header.version() == 10) {
      exporter.expect(unknownRecords ? -1 : header.sequence() + records);
    }
    return message.parsed();
  }

  private @Nullable String set(
      Message message, Header header, Exporter exporter, Span span, int id) {
    lastRecords = 0;
    int version = header.version();
    boolean isTemplates = version == 9 ? id == 0 : id == 2;
    boolean isOptions = version == 9 ? id == 1 : id == 3;
    if (isTemplates || isOptions) {
      List<Template> learned = new ArrayList<>();
      String problem = templates.read(span, version, isOptions, learned);
      for (Template template : learned) {
        learn(message, exporter, template, isOptions);
      }
      return problem;
    }
    if (id < 256) {
      return "set " + id + " (expected: a template set or 256 and more)";
    }
    dataSet(message, header, exporter, span, id);
    return null;
  }

  private void learn(Message message, Exporter exporter, Template template, boolean options) {
    if (!template.fields().isEmpty()) {
      exporters.learn(exporter, template);
      for (WaitingSets.WaitingSet set : waiting.take(exporter, template.id())) {
        byte[] octets = set.octets();
        data.read(message, set.header(), exporter, template, new Span(octets, 0, octets.length));
      }
    } else if (template.id() < 256) {
      exporters.withdrawAll(exporter, options);
    } else {
      exporters.withdraw(exporter, template.id());
    }
  }

  private void dataSet(Message message, Header header, Exporter exporter, Span span, int id) {
    Template template = exporter.template(id);
    if (template != null) {
      lastRecords = data.read(message, header, exporter, template, span);
      return;
    }
    unknownRecords = true;
    byte[] octets = Arrays.copyOfRange(span.octets(), span.from(), span.end());
    waiting.add(
        new WaitingSets.WaitingSet(exporter, id, header, message.receivedAt, octets),
        message.losses);
  }
}
