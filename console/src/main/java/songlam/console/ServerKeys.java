package songlam.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.access.CertificateAuthority;

/**
 * The key and certificate the console and the TLS inputs answer with, from the small CA. It names
 * this machine and every address it has at the start: devices are often told an address.
 */
final class ServerKeys implements Supplier<PemKeyCertOptions> {
  private static final Logger LOG = LoggerFactory.getLogger(ServerKeys.class);

  /** Hosts that stand for every address there is. */
  private static final Set<String> ANY = Set.of("0.0.0.0", "::");

  private final CertificateAuthority authority;
  private final Settings.ConsoleAddress console;

  ServerKeys(CertificateAuthority authority, Settings.ConsoleAddress console) {
    this.authority = authority;
    this.console = console;
  }

  @Override
  public PemKeyCertOptions get() {
    CertificateAuthority.Identity identity = authority.server(names());
    return new PemKeyCertOptions()
        .addKeyValue(Buffer.buffer(identity.key()))
        .addCertValue(Buffer.buffer(identity.certificates()));
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
    try {
      names.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      LOG.info("this machine's name does not resolve: certificates go without it");
    }
    names.addAll(addresses());
    if (!console.isLoopback() && !ANY.contains(console.host())) {
      names.add(console.host());
    }
    return names;
  }

  /** Those that others can reach; link-local ones mean something else on each machine. */
  private static List<String> addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
          .toList();
    } catch (SocketException e) {
      LOG.info("this machine's addresses cannot be read: certificates go without them");
      return List.of();
    }
  }
}
