package songlam.collectors.parse.packet;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.packet.dns.DnsStream;
import songlam.collectors.parse.packet.http.HttpReader;
import songlam.collectors.parse.packet.rtsp.RtspReader;
import songlam.collectors.parse.packet.stream.Conversation;
import songlam.collectors.parse.packet.stream.StreamReader;
import songlam.collectors.parse.packet.tls.TlsReader;

/** Finds out by its first bytes which protocol a TCP connection speaks, and reads it. */
final class Application {
  private static final int DNS_PORT = 53;

  /** Mail, chat and directory protocols turn to TLS after some lines (STARTTLS): look this far. */
  private static final int LOOK_FOR_HELLO = 16 * 1024;

  private final Flow flow;
  private @Nullable StreamReader reader;
  private int seen;

  Application(Flow flow) {
    this.flow = flow;
    if (flow.serverPort() == DNS_PORT || flow.clientPort() == DNS_PORT) {
      reader = new DnsStream(flow);
    }
  }

  boolean isDone() {
    return reader == null ? seen > LOOK_FOR_HELLO : reader.isDone();
  }

  void bytes(boolean fromClient, byte[] data, int offset, int length, long nanos) {
    if (reader == null) {
      boolean isFirst = seen == 0;
      seen += length;
      if (isHello(data, offset, length)) {
        reader = new TlsReader(flow);
      } else if (isFirst) {
        reader = recognise(flow, data, offset, length);
      }
    }
    if (reader != null) {
      reader.bytes(fromClient, data, offset, length, nanos);
    }
  }

  long held() {
    return reader == null ? 0 : reader.held();
  }

  void end() {
    if (reader != null) {
      reader.end();
    }
  }

  /** A TLS record of type handshake that begins with a hello of client or server. */
  private static boolean isHello(byte[] data, int offset, int length) {
    return length >= 6
        && data[offset] == 22
        && data[offset + 1] == 3
        && (data[offset + 5] == 1 || data[offset + 5] == 2);
  }

  private static @Nullable StreamReader recognise(
      Conversation conversation, byte[] data, int offset, int length) {
    int lineEnd = offset;
    while (lineEnd < offset + length && data[lineEnd] != '\n') {
      lineEnd++;
    }
    String line = new String(data, offset, lineEnd - offset, StandardCharsets.ISO_8859_1);
    if (line.contains(" RTSP/1.0") || line.contains(" RTSP/2.0") || line.startsWith("RTSP/")) {
      return new RtspReader(conversation);
    }
    return HttpReader.startsLikeHttp(line) ? new HttpReader(conversation) : null;
  }
}
