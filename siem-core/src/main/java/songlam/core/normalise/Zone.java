package songlam.core.normalise;

import java.util.List;

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
    List<Network> networks,
    String agency,
    int level,
    List<Network> allowed) {
  public Zone {
    networks = List.copyOf(networks);
    allowed = List.copyOf(allowed);
  }

  boolean allows(String address) {
    if (allowed.isEmpty()) {
      return true;
    }
    try {
      long[] halves = Network.address(address);
      return allowed.stream().anyMatch(network -> network.holds(halves[0], halves[1]));
    } catch (IllegalArgumentException notOne) {
      return true;
    }
  }
}
