package songlam.core.normalise;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.AddressBlock;
import songlam.core.event.IpAddress;

/**
 * A part of the network under one responsibility.
 *
 * @param name short name, what rules say: {@code camera}, {@code server}, {@code dmz}
 * @param title Vietnamese name
 * @param networks its address blocks
 * @param agency who answers for it
 * @param level level of the information system, 1 to 5, 0 when not assigned
 * @param allowed where its machines may go: networks; a zone that lists nothing says nothing
 */
public record Zone(
    String name,
    String title,
    List<AddressBlock> networks,
    String agency,
    int level,
    List<AddressBlock> allowed) {
  public Zone {
    networks = List.copyOf(networks);
    allowed = List.copyOf(allowed);
  }

  /** Whether the list has the address; null when the zone lists nothing, or it is no address. */
  @Nullable Boolean allows(String address) {
    IpAddress known = IpAddress.of(address);
    return allowed.isEmpty() || known == null
        ? null
        : (Boolean) allowed.stream().anyMatch(network -> network.holds(known));
  }
}
