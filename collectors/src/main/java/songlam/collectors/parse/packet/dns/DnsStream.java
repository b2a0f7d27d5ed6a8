package songlam.collectors.parse.packet.dns;

import songlam.collectors.parse.packet.stream.Conversation;
import songlam.collectors.parse.packet.stream.StreamReader;
import songlam.collectors.parse.packet.stream.Window;

/** DNS over TCP: each message after its length in two octets (RFC 1035 section 4.2.2). */
public final class DnsStream implements StreamReader {
  private static final int LARGEST = 2 + 65535;

  private final DnsTransactions transactions;
  private final Window[] windows = {new Window(2 * LARGEST), new Window(2 * LARGEST)};
  private boolean done;
  private long latest;

  public DnsStream(Conversation conversation) {
    this.transactions = new DnsTransactions(conversation);
  }

  @Override
  public void bytes(boolean fromClient, byte[] data, int offset, int length, long nanos) {
    latest = Math.max(latest, nanos);
    Window window = windows[fromClient ? 0 : 1];
    if (done || !window.add(data, offset, length)) {
      done = true;
      return;
    }
    while (!done && window.size() >= 2 && window.size() >= 2 + window.u16(0)) {
      int size = window.u16(0);
      byte[] message = window.copy(2, size);
      window.drop(2 + size);
      done = !transactions.message(message, 0, size, nanos);
    }
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public long held() {
    return windows[0].held() + windows[1].held() + transactions.held();
  }

  @Override
  public void end() {
    transactions.end(latest);
  }
}
