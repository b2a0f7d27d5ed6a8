package songlam.collectors.parse.netflow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The layout of the records of one template.
 *
 * @param options whether its records describe the exporter instead of flows
 * @param fields in the order of the record
 */
record Template(int id, boolean options, List<Field> fields) {
  /** The length that says: the record itself tells (RFC 7011 section 7). */
  static final int VARIABLE = 65535;

  /**
   * @param key the vendor field a value goes to when no ECS field takes it
   */
  record Field(int enterprise, int number, int length, String key, ElementType type) {
    static Field of(Elements elements, int enterprise, int number, int length) {
      Elements.Element element = elements.find(enterprise, number);
      boolean isText = length == VARIABLE && element.type() == ElementType.UNKNOWN;
      ElementType type = isText ? ElementType.UNKNOWN_TEXT : element.type();
      return new Field(enterprise, number, length, "netflow." + element.name(), type);
    }
  }

  Template {
    fields = List.copyOf(fields);
  }

  /** The least octets a record takes: what follows the last record of a set is padding. */
  int minimumLength() {
    int length = 0;
    for (Field field : fields) {
      length += field.length() == VARIABLE ? 1 : field.length();
    }
    return length;
  }

  /** The form kept in the store: id, options, then enterprise, number and length of each field. */
  byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(5 + 10 * fields.size());
    bytes.putInt(id).put((byte) (options ? 1 : 0));
    for (Field field : fields) {
      bytes.putInt(field.enterprise()).putInt(field.number()).putShort((short) field.length());
    }
    return bytes.array();
  }

  static Template decode(byte[] encoded, Elements elements) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    int id = bytes.getInt();
    boolean options = bytes.get() == 1;
    List<Field> fields = new ArrayList<>();
    while (bytes.remaining() >= 10) {
      int enterprise = bytes.getInt();
      int number = bytes.getInt();
      fields.add(Field.of(elements, enterprise, number, bytes.getShort() & 0xffff));
    }
    return new Template(id, options, fields);
  }

  boolean sameAs(Template other) {
    return Arrays.equals(encode(), other.encode());
  }
}
