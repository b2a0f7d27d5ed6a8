package songlam.core.store.opensearch.guard;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.common.lifecycle.AbstractLifecycleComponent;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.transport.BoundTransportAddress;
import org.opensearch.core.common.transport.TransportAddress;
import org.opensearch.transport.ConnectTransportException;
import org.opensearch.transport.ConnectionProfile;
import org.opensearch.transport.Transport;
import org.opensearch.transport.TransportMessageListener;
import org.opensearch.transport.TransportStats;

/**
 * A transport without a socket. A single node reaches itself inside the process, so nothing needs
 * one; nobody can connect to what does not listen.
 */
final class ClosedTransport extends AbstractLifecycleComponent implements Transport {
  static final String NAME = "songlam-closed";

  private static final TransportAddress NOWHERE =
      new TransportAddress(InetAddress.getLoopbackAddress(), 0);

  private final ResponseHandlers responses = new ResponseHandlers();
  private final RequestHandlers requests = new RequestHandlers();

  @Override
  public void setMessageListener(TransportMessageListener listener) {
    // No message ever arrives.
  }

  @Override
  public BoundTransportAddress boundAddress() {
    return new BoundTransportAddress(new TransportAddress[] {NOWHERE}, NOWHERE);
  }

  @Override
  public Map<String, BoundTransportAddress> profileBoundAddresses() {
    return Map.of();
  }

  @Override
  public TransportAddress[] addressesFromString(String address) {
    return new TransportAddress[0];
  }

  @Override
  public List<String> getDefaultSeedAddresses() {
    return List.of();
  }

  @Override
  public void openConnection(
      DiscoveryNode node, ConnectionProfile profile, ActionListener<Connection> listener) {
    listener.onFailure(new ConnectTransportException(node, "this node speaks to no other"));
  }

  @Override
  public TransportStats getStats() {
    return new TransportStats(0, 0, 0, 0, 0, 0);
  }

  @Override
  public ResponseHandlers getResponseHandlers() {
    return responses;
  }

  @Override
  public RequestHandlers getRequestHandlers() {
    return requests;
  }

  @Override
  protected void doStart() {}

  @Override
  protected void doStop() {}

  @Override
  protected void doClose() {}
}
