package songlam.collectors.parse.windows;

import java.io.ByteArrayInputStream;
import java.util.MissingResourceException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import songlam.collectors.parse.json.JsonParser;
import songlam.core.event.ParseResult;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/** One {@code <Event>} in XML, as Windows renders it. Nothing outside of it is ever fetched. */
public final class WindowsXmlParser implements Parser {
  private static final int DEEPEST = 40;

  private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
  private final JsonParser json = new JsonParser();

  public WindowsXmlParser() {
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  @Override
  public ParseResult parse(RawRecord record) {
    Element event;
    try {
      XMLStreamReader xml =
          factory.createXMLStreamReader(new ByteArrayInputStream(record.payload()));
      event = root(xml);
    } catch (XMLStreamException | MalformedEvtxException | MissingResourceException e) {
      // The last: the JDK's reader has no words of its own for a bad char in a DTD.
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return new ParseResult.Rejected(Reason.MALFORMED, "XML: " + message);
    }
    if (!event.name().equals("Event")) {
      return new ParseResult.Rejected(
          Reason.MALFORMED, "XML: " + event.name() + " (expected: an Event of Windows)");
    }
    return json.parse(
        new RawRecord(
            record.source(),
            record.type(),
            record.session(),
            record.receivedAt(),
            record.peer(),
            record.clientId(),
            record.dataset(),
            ElementJson.write(event)));
  }

  private static Element root(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        return element(xml, 0);
      }
    }
    throw new MalformedEvtxException("no element (expected: an Event of Windows)");
  }

  private static Element element(XMLStreamReader xml, int depth) throws XMLStreamException {
    if (depth > DEEPEST) {
      throw new MalformedEvtxException("nesting: over " + DEEPEST + " (expected: less)");
    }
    Element element = new Element(xml.getLocalName());
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      element.attributes().put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> element.add(element(xml, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            element.append(xml.getText());
        case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
          return element;
        }
        default -> {}
      }
    }
  }
}
