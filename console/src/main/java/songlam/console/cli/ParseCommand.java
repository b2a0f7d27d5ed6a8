package songlam.console.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import songlam.core.event.Event;
import songlam.core.event.EventJson;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/** {@code songlam parse}: what the platform would make of these bytes. */
@Command(
    name = "parse",
    mixinStandardHelpOptions = true,
    description = {
      "Parses any supported input (text, .dat datagrams, captures, feeds; gzip too) and prints",
      "one JSON object a line, in order: an ECS document, or {\"rejected\": {reason, detail},",
      "\"event\": {\"original\": …}}, where what is no text is Base64 and rejected.encoding says so.",
      "Counts, and files that cannot be read, go to standard error. Exit code 3 when there was such",
      "a file, else 1 when any record was rejected."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class ParseCommand implements Callable<Integer> {
  @Mixin private EventFiles files;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Printer printer =
        new Printer(
            new BufferedOutputStream(StandardOutput.open(), 1 << 16), spec.commandLine().getErr());
    files.read(printer);
    printer.out.flush();
    spec.commandLine()
        .getErr()
        .println("events " + printer.events + ", rejected " + printer.rejected());
    if (printer.isPartial) {
      return EventReading.SOME_UNREAD;
    }
    return printer.reasons.isEmpty() ? 0 : 1;
  }

  private static final class Printer implements EventReading.Reader {
    private final OutputStream out;
    private final Map<String, Long> reasons = new TreeMap<>();
    private final PrintWriter err;
    private long events;
    private boolean isPartial;

    Printer(OutputStream out, PrintWriter err) {
      this.out = out;
      this.err = err;
    }

    @Override
    public void event(long number, Event event) {
      events++;
      line(EventJson.write(event));
    }

    @Override
    public void rejected(long number, RawRecord record, Reason reason, String detail) {
      reasons.merge(reason.label(), 1L, Long::sum);
      line(RejectedLine.of(record, reason, detail));
    }

    @Override
    public void unread(String file, String why) {
      isPartial = true;
      err.println("unread " + file + ": " + why);
    }

    String rejected() {
      long sum = reasons.values().stream().mapToLong(Long::longValue).sum();
      return reasons.isEmpty() ? "0" : sum + " " + reasons;
    }

    private void line(byte[] json) {
      try {
        out.write(json);
        out.write('\n');
      } catch (IOException e) {
        throw new OutputException(e);
      }
    }
  }
}
