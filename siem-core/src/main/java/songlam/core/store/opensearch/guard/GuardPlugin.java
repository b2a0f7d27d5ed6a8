package songlam.core.store.opensearch.guard;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.opensearch.common.network.NetworkService;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.PageCacheRecycler;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.indices.breaker.CircuitBreakerService;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.plugins.NetworkPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.SecureAuxTransportSettingsProvider;
import org.opensearch.plugins.SecureHttpTransportSettingsProvider;
import org.opensearch.plugins.SecureSettingsFactory;
import org.opensearch.plugins.SecureTransportSettingsProvider;
import org.opensearch.plugins.TransportExceptionHandler;
import org.opensearch.telemetry.tracing.Tracer;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.Transport;

/**
 * Closes both doors of the server. HTTP ({@code http.type: netty4-secure}) speaks TLS 1.3 and wants
 * the one client certificate it was given; {@code transport.type: songlam-closed} listens nowhere.
 */
public final class GuardPlugin extends Plugin implements NetworkPlugin, SecureSettingsFactory {
  private final PinnedTls tls;

  /**
   * @param config the server's folder of configuration, where the key store lies
   */
  public GuardPlugin(Settings settings, Path config) {
    this.tls = PinnedTls.read(config.resolve(PinnedTls.FILE));
  }

  @Override
  public Map<String, Supplier<Transport>> getTransports(
      Settings settings,
      ThreadPool threads,
      PageCacheRecycler pages,
      CircuitBreakerService breakers,
      NamedWriteableRegistry registry,
      NetworkService network,
      Tracer tracer) {
    return Map.of(ClosedTransport.NAME, ClosedTransport::new);
  }

  @Override
  public Optional<SecureSettingsFactory> getSecureSettingFactory(Settings settings) {
    return Optional.of(this);
  }

  @Override
  public Optional<SecureHttpTransportSettingsProvider> getSecureHttpTransportSettingsProvider(
      Settings settings) {
    return Optional.of(new Http());
  }

  @Override
  public Optional<SecureTransportSettingsProvider> getSecureTransportSettingsProvider(
      Settings settings) {
    return Optional.empty();
  }

  @Override
  public Optional<SecureAuxTransportSettingsProvider> getSecureAuxTransportSettingsProvider(
      Settings settings) {
    return Optional.empty();
  }

  /** Gives each connection its engine. */
  private final class Http implements SecureHttpTransportSettingsProvider {
    @Override
    public Optional<TransportExceptionHandler> buildHttpServerExceptionHandler(
        Settings settings, HttpServerTransport transport) {
      return Optional.empty();
    }

    @Override
    public Optional<SSLEngine> buildSecureHttpServerEngine(
        Settings settings, HttpServerTransport transport) {
      return Optional.of(tls.serverEngine());
    }
  }
}
