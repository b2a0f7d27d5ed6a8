package songlam.collectors.listen.probe;

import java.net.URI;
import java.util.List;

/**
 * @param source name of this input
 * @param checks the services to look at
 * @param everyMillis how often each
 * @param timeoutMillis after which a service counts as down
 */
public record ProbeConfig(String source, List<Check> checks, long everyMillis, int timeoutMillis) {
  public ProbeConfig {
    checks = List.copyOf(checks);
  }

  /**
   * @param service name people know it by
   * @param url {@code http:}, {@code https:} (both ask with GET) or {@code tls://host:port}, which
   *     only looks at the certificate
   * @param status the HTTP status that means up
   * @param asset the machine that serves it, as assets name it; empty when not known
   */
  public record Check(String service, URI url, int status, String asset) {}
}
