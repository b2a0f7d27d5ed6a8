package songlam.console.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code songlam bench}: THE table of measurements. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "MEASUREMENT",
    description = {
      "Measures the platform on this machine: over loopback, for a bounded time, in a temporary",
      "data directory that is removed. Other work on the machine falsifies the figures."
    },
    subcommands = {
      IngestCommand.class,
      StoreCommand.class,
      LatencyCommand.class,
      SoakCommand.class,
      DemoCommand.class,
      LossesCommand.class,
      KillCommand.class,
      NetflowCommand.class,
      PcapCommand.class,
      DetectionCommand.class,
      CorrelationCommand.class,
      TrialCommand.class,
      HostCommand.class,
      SendCommand.class,
    })
@SuppressWarnings("NullAway.Init") // picocli sets the spec before it calls
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a measurement is missing (expected: ingest, latency, …)");
  }
}
