package songlam.collectors.listen.pcap;

import static java.util.Objects.requireNonNull;

/**
 * Live capture.
 *
 * @param source the ledger's row
 * @param device name of the interface, for example {@code eth1}, or {@code any}
 * @param filter a filter in the language of libpcap, empty for everything
 * @param promiscuous whether frames for others are taken too, as on a mirror port
 * @param snapLength octets kept of each packet
 * @param bufferBytes the kernel's ring; when it is full packets are dropped and counted
 */
public record InterfaceConfig(
    String source,
    String device,
    String filter,
    boolean promiscuous,
    int snapLength,
    int bufferBytes) {
  public InterfaceConfig {
    requireNonNull(source);
    requireNonNull(device);
    requireNonNull(filter);
    if (snapLength < 64 || snapLength > 262_144) {
      throw new IllegalArgumentException("snapLength: " + snapLength + " (expected: 64 to 262144)");
    }
  }

  /** A mirror port with everything on. */
  public static InterfaceConfig of(String source, String device) {
    return new InterfaceConfig(source, device, "", true, 65_536, 32 << 20);
  }
}
