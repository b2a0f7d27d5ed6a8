package songlam.collectors.parse.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binary XML of one record, with the names and templates of its chunk (MS-EVEN6, 2.2.12). What a
 * record may ask for is bounded: templates refer to each other by offsets a forger is free to
 * choose. For one record.
 */
final class BinaryXml {
  private static final int DEEPEST = 40;
  private static final int MOST_TOKENS = 100_000;
  private static final int MORE = 0x40;
  private static final Map<String, String> ENTITIES =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");

  private final Bytes chunk;
  private int tokens;

  BinaryXml(Bytes chunk) {
    this.chunk = chunk;
  }

  /** A value that takes the place of a substitution. */
  private record Value(int type, Bytes bytes) {}

  /**
   * Where reading is.
   *
   * @param values of the template, empty outside of one
   * @param hasDependency whether an element begins with the number of a substitution it depends on:
   *     only those of templates do
   */
  private record Context(List<Value> values, int depth, boolean hasDependency) {
    Context within() {
      if (depth >= DEEPEST) {
        throw new MalformedEvtxException("nesting: over " + DEEPEST + " (expected: less)");
      }
      return new Context(values, depth + 1, hasDependency);
    }
  }

  /** The root element of the record. */
  Element read(Bytes record) {
    Element top = new Element("");
    fragment(record, top, new Context(List.of(), 0, false));
    if (top.children().isEmpty()) {
      throw new MalformedEvtxException("record: no element (expected: an Event)");
    }
    return top.children().getFirst();
  }

  /** Tokens up to the end of the fragment, put into the element. */
  private void fragment(Bytes in, Element into, Context context) {
    while (in.left() > 0) {
      int token = token(in);
      if (token == 0x00) {
        return;
      }
      switch (token & ~MORE) {
        case 0x0f -> in.skip(3);
        case 0x0c -> template(in, into, context.within());
        case 0x0a, 0x0b -> instruction(in, token & ~MORE);
        case 0x01 -> element(in, (token & MORE) != 0, into, context.within());
        default -> throw unexpected(token, in, "an element or a template");
      }
    }
  }

  private void template(Bytes in, Element into, Context context) {
    in.skip(5);
    int offset = in.i32();
    if (offset == in.place()) {
      in.skip(20);
      in.skip(in.i32());
    }
    Bytes definition = chunk.at(offset);
    definition.skip(20);
    Bytes body = definition.part(definition.i32());
    fragment(body, into, new Context(values(in), context.depth(), true));
  }

  private static List<Value> values(Bytes in) {
    int count = in.i32();
    if (count < 0 || count > in.left() / 4) {
      throw new MalformedEvtxException("values: " + count + " (expected: as many as there are)");
    }
    int[] sizes = new int[count];
    int[] types = new int[count];
    for (int i = 0; i < count; i++) {
      sizes[i] = in.u16();
      types[i] = in.u8();
      in.skip(1);
    }
    List<Value> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(new Value(types[i], in.part(sizes[i])));
    }
    return values;
  }

  private void element(Bytes in, boolean hasAttributes, Element parent, Context context) {
    if (context.hasDependency()) {
      in.skip(2);
    }
    in.skip(4);
    Element element = parent.add(new Element(name(in)));
    if (hasAttributes) {
      in.skip(4);
    }
    content(in, element, context);
  }

  /** Attributes, then what is between the tags, up to the end of the element. */
  private void content(Bytes in, Element element, Context context) {
    String attribute = null;
    while (true) {
      int token = token(in);
      switch (token & ~MORE) {
        case 0x02 -> attribute = null;
        case 0x03, 0x04 -> {
          return;
        }
        case 0x06 -> {
          attribute = name(in);
        }
        case 0x01 -> element(in, (token & MORE) != 0, element, context.within());
        case 0x05 -> {
          in.skip(1);
          put(element, attribute, in.text(in.u16()));
        }
        case 0x07 -> put(element, attribute, in.text(in.u16()));
        case 0x08 -> put(element, attribute, Character.toString((char) in.u16()));
        case 0x09 -> put(element, attribute, entity(name(in)));
        case 0x0a, 0x0b -> instruction(in, token & ~MORE);
        case 0x0c -> template(in, element, context.within());
        case 0x0d, 0x0e -> substitution(in, element, attribute, context);
        case 0x0f -> in.skip(3);
        default -> throw unexpected(token, in, "what an element may hold");
      }
    }
  }

  private void substitution(
      Bytes in, Element element, @Nullable String attribute, Context context) {
    int number = in.u16();
    in.skip(1);
    if (number >= context.values().size()) {
      throw new MalformedEvtxException(
          "substitution: " + number + " (expected: under " + context.values().size() + ")");
    }
    Value value = context.values().get(number);
    Bytes bytes = value.bytes().at(value.bytes().place());
    bytes = bytes.part(value.bytes().left());
    if (value.type() == Values.NULL || bytes.left() == 0) {
      return;
    }
    if (value.type() == Values.BINARY_XML) {
      embedded(bytes, element, context.within());
      return;
    }
    List<String> texts = Values.texts(value.type(), bytes);
    if (texts.size() == 1 || attribute != null) {
      put(element, attribute, String.join(",", texts));
    } else {
      element.repeat(texts);
    }
  }

  /** A value that is XML itself. */
  private void embedded(Bytes bytes, Element element, Context context) {
    fragment(bytes, element, new Context(List.of(), context.depth(), false));
  }

  private String name(Bytes in) {
    int offset = in.i32();
    Bytes name = chunk.at(offset);
    name.skip(6);
    String text = name.text(name.u16());
    if (offset == in.place()) {
      in.skip(10 + 2 * text.length());
    }
    return text;
  }

  private void instruction(Bytes in, int token) {
    if (token == 0x0a) {
      name(in);
    } else {
      in.text(in.u16());
    }
  }

  private int token(Bytes in) {
    if (++tokens > MOST_TOKENS) {
      throw new MalformedEvtxException("tokens: over " + MOST_TOKENS + " (expected: less)");
    }
    return in.u8();
  }

  private static void put(Element element, @Nullable String attribute, String text) {
    if (attribute == null) {
      element.append(text);
    } else {
      element.attributes().merge(attribute, text, String::concat);
    }
  }

  private static String entity(String name) {
    return ENTITIES.getOrDefault(name, "&" + name + ";");
  }

  private static MalformedEvtxException unexpected(int token, Bytes in, String expected) {
    return new MalformedEvtxException(
        "token: 0x%02x at %d (expected: %s)".formatted(token, in.place() - 1, expected));
  }
}
