package songlam.collectors.parse.packet;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import songlam.collectors.parse.flow.CommunityId;
import songlam.collectors.parse.flow.Transports;
import songlam.collectors.parse.packet.dns.DnsTransactions;
import songlam.collectors.parse.packet.stream.Reassembly;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.EventBuilder;

/**
 * Turns packets into events: {@code sensor.flow} with both directions, {@code sensor.dns}, {@code
 * sensor.tls}, {@code sensor.http}, {@code sensor.rtsp}. The only clock is the packets', so the
 * same file gives the same events; where it is set back, all flows end and it begins anew. One
 * thread.
 */
public final class Sensor implements CaptureReader.Sink {
  private static final long SECOND = 1_000_000_000L;

  private static final long LEAST_HELD = 1 << 20;

  /** Packets of several interfaces come a little out of order; so far back goes only a clock. */
  private static final long STEP_BACK = 60 * SECOND;

  /** Where the next packet is this far ahead, what fell silent is dated before the gap. */
  private static final long LEAP = 24 * 3_600 * SECOND;

  private final SensorLimits limits;
  private final Caps caps;
  private final Consumer<EventBuilder> out;
  private final CommunityId ids = new CommunityId();
  private final Packet packet = new Packet();
  private final Map<FlowKey, Flow> flows = new LinkedHashMap<>(1024, 0.75f, true);
  private final int mostFlows;
  private final long mostHeld;
  private long held;
  private long newest;
  private long clock = Long.MIN_VALUE;
  private long nextSweep = Long.MIN_VALUE;
  private long packets;
  private long undecoded;
  private long fragments;

  public Sensor(SensorLimits limits, Caps caps, Consumer<EventBuilder> out) {
    this.limits = limits;
    this.mostFlows = limits.mostFlows();
    this.mostHeld =
        Math.max(LEAST_HELD, Cap.SENSOR_MEMORY.limit() * mostFlows / Cap.SENSOR_FLOWS.limit());
    this.caps = caps;
    this.out = out;
  }

  /** Flows it follows now. */
  public int flows() {
    return flows.size();
  }

  /** About how many octets of memory wait in all flows to be understood or answered. */
  public long held() {
    return held;
  }

  /**
   * Ends the flows longest silent until so many are left and they hold no more than this. What
   * holds nothing does not end for the memory's sake.
   */
  public void shrinkTo(int flowsAtMost, long heldAtMost) {
    while (flows.size() > Math.max(0, flowsAtMost)) {
      evictEldest();
    }
    letGo(Math.max(0, heldAtMost));
  }

  /** Packets taken in. */
  public long packets() {
    return packets;
  }

  /** Packets without an IP header that could be read: ARP, spanning tree, cut or broken ones. */
  public long undecoded() {
    return undecoded;
  }

  /** IP fragments; a later fragment belongs to the flow of its addresses without ports. */
  public long fragments() {
    return fragments;
  }

  @Override
  public void packet(
      long nanos, int linkType, byte[] data, int offset, int captured, int wireLength) {
    packets++;
    if (nanos < newest - STEP_BACK) {
      restart(nanos);
    }
    newest = Math.max(newest, nanos);
    advance(nanos);
    packet.begin(nanos, data);
    try {
      take(linkType, offset, captured);
    } finally {
      packet.end();
    }
  }

  private void take(int linkType, int offset, int captured) {
    if (!Headers.decode(packet, linkType, offset, captured)) {
      undecoded++;
      return;
    }
    fragments += packet.isFragment ? 1 : 0;
    Flow flow = flowOf(FlowKey.of(packet));
    boolean fromClient = flow.count(packet);
    if (packet.payloadLength > 0 || packet.protocol == Transports.TCP) {
      read(flow, fromClient);
      weigh(flow);
    }
  }

  /** Moves the clock on where no packet does: on a silent interface flows must end too. */
  public void tick(long nanos) {
    advance(nanos);
  }

  /** Reports all flows: the capture is over. */
  public void finish() {
    flows.values().forEach(flow -> end(flow, "forced_end", clock));
    flows.clear();
  }

  private Flow flowOf(FlowKey key) {
    Flow known = flows.get(key);
    boolean isNewConnection =
        known != null
            && known.isClosed
            && (packet.tcpFlags & (Packet.SYN | Packet.ACK)) == Packet.SYN;
    if (known != null && !isNewConnection) {
      return known;
    }
    if (known != null) {
      flows.remove(key);
      end(known, "end_of_flow", clock);
    }
    while (flows.size() >= mostFlows) {
      evictEldest();
    }
    Flow flow = new Flow(packet, ids, caps, out);
    flows.put(key, flow);
    return flow;
  }

  /** Counts what the flow holds since its packet. Of too much the flows longest silent go. */
  private void weigh(Flow flow) {
    held += flow.weigh();
    if (held > mostHeld) {
      letGo(mostHeld / 2);
    }
  }

  private void letGo(long heldAtMost) {
    for (Iterator<Flow> each = flows.values().iterator(); held > heldAtMost && each.hasNext(); ) {
      Flow flow = each.next();
      if (flow.weighed() > 0) {
        each.remove();
        caps.reached(Cap.SENSOR_MEMORY);
        end(flow, "lack_of_resources", clock);
      }
    }
  }

  private void evictEldest() {
    Iterator<Flow> eldest = flows.values().iterator();
    Flow evicted = eldest.next();
    eldest.remove();
    caps.reached(Cap.SENSOR_FLOWS);
    end(evicted, "lack_of_resources", clock);
  }

  private void read(Flow flow, boolean fromClient) {
    if (packet.isFragment) {
      return;
    }
    if (packet.protocol == Transports.TCP) {
      stream(flow, fromClient);
    } else if (packet.protocol == Transports.UDP && isDns(flow)) {
      DnsTransactions dns = flow.dns;
      if (dns == null) {
        dns = new DnsTransactions(flow);
        flow.dns = dns;
      }
      dns.message(packet.data, packet.payloadOffset, packet.payloadLength, packet.nanos);
    }
  }

  private static boolean isDns(Flow flow) {
    return isDnsPort(flow.serverPort()) || isDnsPort(flow.clientPort());
  }

  private static boolean isDnsPort(int port) {
    return port == 53 || port == 5353 || port == 5355;
  }

  private void stream(Flow flow, boolean fromClient) {
    Application application = flow.application;
    if (application == null) {
      application = new Application(flow);
      flow.application = application;
    }
    if (application.isDone()) {
      return;
    }
    int side = fromClient ? 0 : 1;
    if ((packet.tcpFlags & Packet.SYN) != 0) {
      flow.streams[side].startAt(packet.tcpSequence + 1);
      return;
    }
    Application reader = application;
    long nanos = packet.nanos;
    Reassembly stream = flow.streams[side];
    boolean wasLost = stream.isLost();
    stream.segment(
        packet.tcpSequence,
        packet.data,
        packet.payloadOffset,
        packet.payloadLength,
        (data, offset, length) -> reader.bytes(fromClient, data, offset, length, nanos));
    if (stream.isLost() && !wasLost) {
      caps.reached(Cap.SENSOR_REASSEMBLY);
    }
  }

  /** The clock was wrong, or is now: what it dated ends with it, and does not hold up the rest. */
  private void restart(long nanos) {
    flows.values().forEach(flow -> end(flow, "forced_end", flow.lastNanos));
    flows.clear();
    newest = nanos;
    clock = nanos;
    nextSweep = nanos;
  }

  private void advance(long nanos) {
    long before = clock;
    clock = Math.max(clock, nanos);
    if (clock < nextSweep) {
      return;
    }
    nextSweep = clock + SECOND;
    long ended = clock - LEAP > before ? before : clock;
    for (Iterator<Flow> each = flows.values().iterator(); each.hasNext(); ) {
      Flow flow = each.next();
      String over = over(flow);
      if (!over.isEmpty()) {
        each.remove();
        end(flow, over, ended);
      } else if (clock - flow.reportedNanos >= limits.activeSeconds() * SECOND
          && flow.isCounted()) {
        flow.report("active_timeout", clock);
      }
    }
  }

  /** Why the flow is over at this time, or empty while it is not. */
  private String over(Flow flow) {
    long silent = clock - flow.lastNanos;
    if (flow.isClosed && silent >= limits.closedSeconds() * SECOND) {
      return "end_of_flow";
    }
    int idle = flow.protocol() == Transports.TCP ? limits.tcpIdleSeconds() : limits.idleSeconds();
    return silent >= idle * SECOND ? "idle_timeout" : "";
  }

  private void end(Flow flow, String reason, long nanos) {
    held -= flow.weighed();
    Application application = flow.application;
    if (application != null) {
      application.end();
    }
    DnsTransactions dns = flow.dns;
    if (dns != null) {
      dns.end(nanos);
    }
    if (flow.isCounted()) {
      flow.report(flow.isClosed ? "end_of_flow" : reason, nanos);
    }
  }
}
