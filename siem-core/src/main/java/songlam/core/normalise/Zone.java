package songlam.core.normalise;

import java.util.List;
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
 * @param allowed where its machines may go: networks; empty means anywhere
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

  boolean allows(String address) {
    if (allowed.isEmpty()) {
      return true;
    }
    IpAddress known = IpAddress.of(address);
    return known == null || allowed.stream().anyMatch(network -> network.holds(known));
  }
}
