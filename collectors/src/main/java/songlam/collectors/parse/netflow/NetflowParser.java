package songlam.collectors.parse.netflow;

import java.util.ArrayList;
import java.util.List;
import songlam.core.event.Caps;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Loss;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.journal.SystemStore;

/**
 * Decodes the datagrams of NetFlow v5, v9 (RFC 3954) and IPFIX (RFC 7011, biflows of RFC 5103), one
 * record of the journal each. Flow events have the data set {@code netflow.flow} and the export
 * time as event time, options records {@code netflow.options}; the origin is {@code peer/domain}.
 * Elements without an ECS field are vendor fields {@code netflow.<name of the IANA registry>}.
 *
 * <p>Stateful: templates, sampling and names per exporter, and data waiting for its template, which
 * comes out with the record that brings the template. One thread at a time. Gaps of sequence
 * numbers and data given up are {@link ParseResult.Loss}es.
 */
public final class NetflowParser implements Parser {
  private final WaitingSets waiting;
  private final VersionFive versionFive;
  private final Templated templated;

  /**
   * @param store keeps the templates across restarts
   */
  public NetflowParser(SystemStore store, Caps caps) {
    this.waiting = new WaitingSets(caps);
    Elements elements = new Elements();
    Exporters exporters = new Exporters(elements, store, caps);
    FlowFields flow = new FlowFields();
    this.versionFive = new VersionFive(exporters, elements, flow);
    this.templated = new Templated(exporters, elements, flow, waiting);
  }

  @Override
  public ParseResult parse(RawRecord record) {
    byte[] octets = record.payload();
    Message message = new Message(octets, record.receivedAt());
    waiting.expire(record.receivedAt(), message.losses);
    if (octets.length < 4) {
      return message.broken(
          record.peer(), Reason.TRUNCATED, octets.length + " octets (expected: a message head)");
    }
    int version = Octets.u16(octets, 0);
    return switch (version) {
      case 5 -> versionFive.read(message, record.peer());
      case 9 -> templated.versionNine(message, record.peer());
      case 10 -> templated.ipfix(message, record.peer());
      default ->
          message.broken(
              record.peer(), Reason.UNSUPPORTED, "version " + version + " (expected: 5, 9 or 10)");
    };
  }

  /** Gives up what still waits for its template: at the end of a file. */
  public List<Loss> finish() {
    List<Loss> losses = new ArrayList<>();
    waiting.giveUpAll(losses);
    return losses;
  }
}
