package songlam.console.bench;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code songlam bench netflow}: flow records decoded on one core, beside nfcapd. */
@Command(
    name = "netflow",
    mixinStandardHelpOptions = true,
    description = {
      "NetFlow v5, v9 and IPFIX records decoded to events on one thread, every field checked first;",
      "beside it nfcapd, which takes the same messages over loopback into its own files."
    })
final class NetflowCommand extends Measurement {
  private static final double TARGET = 200_000;

  @Option(names = "--flows", defaultValue = "300000", description = "flows in the messages")
  private int flows;

  @Option(names = "--rounds", defaultValue = "10", description = "how often they are decoded")
  private int rounds;

  @Override
  String title() {
    return "NetFlow: records decoded to events on one thread";
  }

  @Override
  void measure(Sheet sheet) throws IOException {
    for (int version : new int[] {5, 9, 10}) {
      String name = version == 10 ? "IPFIX" : "NetFlow v" + version;
      progress(name);
      FlowDecoding.Figure figure = FlowDecoding.measure(version, flows, rounds);
      sheet.atLeast(name + ", per second of one core", figure.perCpuSecond(), TARGET, "records/s");
      sheet.add(name + ", by the clock", figure.perSecond(), "records/s");
      if (NfcapdPeer.isHere()) {
        NfcapdPeer.Figure peer = NfcapdPeer.measure(FlowDatagrams.of(version, flows));
        sheet.add("nfcapd, " + name + ", per second of one core", peer.perCpuSecond(), "records/s");
        sheet.note("nfcapd kept " + peer.records() + " of " + flows + " records of " + name);
      }
    }
    if (!NfcapdPeer.isHere()) {
      sheet.note("nfcapd is missing (expected: apt-get install nfdump)");
    }
  }
}
