package songlam.console.bench;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code songlam bench losses}: what plain syslog TCP loses when the platform is killed. */
@Command(
    name = "losses",
    mixinStandardHelpOptions = true,
    description = {
      "Plain syslog TCP has no acknowledgement: what lies in the buffers of sender and receiver",
      "when the platform dies is lost. Kills it repeatedly under load and compares what was sent",
      "with what is in the journal afterwards."
    })
final class LossesCommand extends Measurement {
  private static final int CONNECTIONS = 4;
  private static final int MOST_SECONDS = 5;

  @Option(names = "--kills", defaultValue = "5")
  private int kills;

  @Option(names = "--rate", defaultValue = "10000", description = "messages a second")
  private long rate;

  @Override
  String title() {
    return "Losses: plain syslog TCP, kill -9 of the platform at %,d messages/s".formatted(rate);
  }

  @Override
  void measure(Sheet sheet) {
    Distribution lost = new Distribution();
    try (Bed bed = new Bed(Target.Store.COUNTING, "", List.of())) {
      Target target = bed.target();
      for (int kill = 1; kill <= kills; kill++) {
        long before = target.account(Bed.SOURCE).received();
        try (Sender sender =
            new Sender(bed.syslogPort(), rate * 60, CONNECTIONS, rate, SyslogBlock.Dialect.OLD)) {
          sender.awaitBegin();
          Target.pause(1_000L + 700L * (kill % MOST_SECONDS));
          target.kill();
          long sent = sender.awaitEnd().lines();
          target.restart();
          long kept = target.account(Bed.SOURCE).received() - before;
          lost.add(sent - (double) kept);
          progress("kill %d: sent %,d, in the journal %,d".formatted(kill, sent, kept));
        }
      }
    }
    sheet.add("kills", kills, "");
    sheet.add("messages lost at a kill, half of the kills at most", lost.quantile(0.5), "");
    sheet.add("messages lost at a kill, most", lost.most(), "");
    sheet.add("loss window, most", lost.most() * 1_000 / rate, "ms");
    sheet.note(
        "%d connections; a message counts as sent once the sender's kernel has taken it"
            .formatted(CONNECTIONS));
  }
}
