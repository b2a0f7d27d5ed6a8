package songlam.console.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import songlam.console.Demo;
import songlam.console.Installation;
import songlam.console.Platform;
import songlam.console.PlatformLog;
import songlam.console.Settings;
import songlam.console.Stores;
import songlam.core.config.ConfigException;

/** {@code songlam up}: the whole platform in this process, until Ctrl-C. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts everything: store, collectors, rules, console. Ctrl-C stops it cleanly.",
      "On first start it prints a one-time sign-in link for the administrator."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class UpCommand implements Callable<Integer> {
  private static final int CONFIGURATION = 2;

  @Mixin private DataDirectory data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "configuration; songlam.example.yml shows every key with its default")
  private @Nullable Path config;

  @Option(
      names = "--demo",
      description = {
        "adds a labelled simulation of a province over the real protocols,",
        "in a data directory of its own that starts empty each time; inputs of a",
        "--config run beside it and are not marked"
      })
  private boolean demo;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Path folder = demo ? data.forDemo() : data.path();
      Demo simulation = demo ? Demo.prepare(folder, config) : null;
      Settings settings =
          simulation != null
              ? simulation.settings()
              : config == null ? Settings.defaults() : Settings.read(config);
      Installation installation = new Installation(folder);
      PlatformLog.start(installation.log());
      out.println("Sông Lam: " + settings.console().url(settings.console().port()));
      out.println("  dữ liệu / data: " + folder);
      run(settings, installation, simulation, out);
      return 0;
    } catch (ConfigException e) {
      throw new UserFacingException(CONFIGURATION, String.valueOf(e.getMessage()));
    }
  }

  private void run(
      Settings settings, Installation installation, @Nullable Demo simulation, PrintWriter out)
      throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      asked.countDown();
                      await(stopped);
                    }));
    try (Platform platform =
        Platform.start(settings, installation, Stores::open, simulation != null, out::println)) {
      platform.firstSignIn().ifPresent(link -> greet(out, link));
      if (simulation != null) {
        simulation.start(platform, installation);
        out.println("  mô phỏng đang chạy / the simulation runs: " + simulation.describe());
      }
      out.println("  sẵn sàng / ready. Ctrl-C để dừng / to stop.");
      asked.await();
      out.println("  đang dừng: nốt việc đang dở rồi đóng / stopping: finishing what came in");
      if (simulation != null) {
        simulation.close();
      }
    } finally {
      stopped.countDown();
    }
  }

  private static void greet(PrintWriter out, String link) {
    out.println("  đăng nhập lần đầu, dùng một lần, trong 24 giờ / first sign-in, once, 24 h:");
    out.println("  " + link);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
