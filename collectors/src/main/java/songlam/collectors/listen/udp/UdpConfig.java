package songlam.collectors.listen.udp;

/**
 * @param source name of this input
 * @param type source type that parses the datagrams
 * @param session empty for live records
 * @param host address to bind
 * @param port UDP port, 0 for any
 * @param receiveBufferBytes asked of the operating system
 */
public record UdpConfig(
    String source, String type, String session, String host, int port, int receiveBufferBytes) {}
