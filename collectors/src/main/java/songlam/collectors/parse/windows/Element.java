package songlam.collectors.parse.windows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An XML element in the making: what of an event's XML matters. */
final class Element {
  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Element> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private List<String> texts = List.of();

  Element(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  List<Element> children() {
    return children;
  }

  Element add(Element child) {
    children.add(child);
    return child;
  }

  void append(String more) {
    text.append(more);
  }

  /** The element stands for several of its name, one for each text. */
  void repeat(List<String> values) {
    texts = List.copyOf(values);
  }

  /** One text, or several when the element stands for several. */
  List<String> texts() {
    return texts.isEmpty() ? List.of(text.toString()) : texts;
  }
}
