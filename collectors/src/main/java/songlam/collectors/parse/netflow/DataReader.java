package songlam.collectors.parse.netflow;

/** Cuts a data set into records after their template. */
final class DataReader {
  private final FlowFields flow;
  private final OptionFields options = new OptionFields();

  DataReader(FlowFields flow) {
    this.flow = flow;
  }

  /** Adds an event per record to the message; returns how many there were. */
  long read(Message message, Header header, Exporter exporter, Template template, Span span) {
    int minimum = template.minimumLength();
    long records = 0;
    int at = span.from();
    while (at >= 0 && span.end() - at >= minimum) {
      at = record(exporter, template, new Span(span.octets(), at, span.end()));
      if (at >= 0) {
        records++;
        message.events.add(
            template.options() ? options.finish(header, exporter) : flow.finish(header, exporter));
      }
    }
    return records;
  }

  /** The octet after the record, or -1 when what is left is shorter than the record says. */
  private int record(Exporter exporter, Template template, Span span) {
    byte[] octets = span.octets();
    int at = span.from();
    if (template.options()) {
      options.begin();
    } else {
      flow.begin();
    }
    for (Template.Field field : template.fields()) {
      int length = field.length();
      if (length == Template.VARIABLE) {
        if (at >= span.end()) {
          return -1;
        }
        length = Octets.u8(octets, at++);
        if (length == 255) {
          if (span.end() - at < 2) {
            return -1;
          }
          length = Octets.u16(octets, at);
          at += 2;
        }
      }
      if (length > span.end() - at) {
        return -1;
      }
      if (template.options()) {
        options.accept(exporter, field, octets, at, length);
      } else if (field.number() != 210 || field.enterprise() != 0) {
        flow.accept(field, octets, at, length);
      }
      at += length;
    }
    return at;
  }
}
