package songlam.collectors.parse.netflow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of a template set or options template set. */
final class TemplateReader {
  private final Elements elements;

  TemplateReader(Elements elements) {
    this.elements = elements;
  }

  /**
   * Adds the templates to the list; one without fields is a withdrawal.
   *
   * @return what is wrong with the set, or null
   */
  @Nullable String read(Span span, int version, boolean options, List<Template> found) {
    int at = span.from();
    int head = options ? 6 : 4;
    while (span.end() - at >= 4) {
      int id = Octets.u16(span.octets(), at);
      int count = Octets.u16(span.octets(), at + 2);
      boolean isWithdrawal = version == 10 && count == 0 && id != 0;
      if (isWithdrawal) {
        found.add(new Template(id, options, List.of()));
        at += 4;
        continue;
      }
      if (id < 256 || span.end() - at < head) {
        return id == 0 ? null : "template " + id + " (expected: 256 and more)";
      }
      int scopes = options ? Octets.u16(span.octets(), at + 4) : 0;
      if (options && version == 9) {
        // RFC 3954 counts the octets of scopes and of options instead of fields
        count = (Octets.u16(span.octets(), at + 2) + scopes) / 4;
        scopes = Octets.u16(span.octets(), at + 2) / 4;
      }
      List<Template.Field> fields = new ArrayList<>();
      at = fields(new Span(span.octets(), at + head, span.end()), version, count, scopes, fields);
      if (at < 0) {
        return "template " + id + ": " + count + " fields (expected: fewer, the set ends before)";
      }
      Template template = new Template(id, options, fields);
      if (template.minimumLength() == 0) {
        return "template " + id + ": records of no length (expected: at least 1 octet)";
      }
      found.add(template);
    }
    return null;
  }

  /** The octet after the fields, or -1 when the set is too short for them. */
  private int fields(Span span, int version, int count, int scopes, List<Template.Field> fields) {
    int at = span.from();
    for (int i = 0; i < count; i++) {
      if (span.end() - at < 4) {
        return -1;
      }
      int number = Octets.u16(span.octets(), at);
      int length = Octets.u16(span.octets(), at + 2);
      int enterprise = version == 9 && i < scopes ? Elements.V9_SCOPE : 0;
      at += 4;
      if (version == 10 && number >= 0x8000) {
        if (span.end() - at < 4) {
          return -1;
        }
        number -= 0x8000;
        enterprise = (int) Octets.u32(span.octets(), at);
        at += 4;
      }
      if (length > 0) { // a field of no length has no value; many of them would only cost time
        fields.add(Template.Field.of(elements, enterprise, number, length));
      }
    }
    return at;
  }
}
