package songlam.collectors.listen;

import io.netty.channel.ChannelConfig;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;

/**
 * In how large pieces a socket is read. While it is paused Vert.x reads ahead until 16 pieces wait,
 * and takes in what is on its way: 24 were seen, with TLS 25, with its own buffers of 64 KiB up to
 * 77. The receive buffer size of {@code NetServerOptions} would bound them too, but the window of
 * TCP with them: a sender that is far away would be slow.
 */
public final class Pieces {
  /** Octets of a piece: those of a record of TLS (RFC 8446 section 5.1), which are pieces too. */
  public static final int OCTETS = 16 << 10;

  /** Octets read ahead of a socket that is paused. */
  public static final int MOST_AHEAD = 32 * OCTETS;

  private Pieces() {}

  /** To be called while a socket is let in: what was read once keeps its allocator. */
  public static void bound(NetSocket socket) {
    ChannelConfig channel = ((NetSocketInternal) socket).channelHandlerContext().channel().config();
    // That of a handshake stays in use, and is asked before each turn how often to read.
    RecvByteBufAllocator used = channel.getRecvByteBufAllocator();
    if (used instanceof MaxMessagesRecvByteBufAllocator turns) {
      turns.maxMessagesPerRead(1);
    }
    channel.setRecvByteBufAllocator(new FixedRecvByteBufAllocator(OCTETS));
  }
}
