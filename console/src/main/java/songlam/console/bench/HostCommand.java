package songlam.console.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import songlam.console.Installation;
import songlam.console.Platform;
import songlam.console.PlatformLog;
import songlam.console.Settings;

/** The platform under test with a store that only counts: started by the other verbs. */
@Command(name = "host", hidden = true, mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class HostCommand implements Callable<Integer> {
  @Option(names = "--data", required = true)
  private Path data;

  @Option(names = "--config", required = true)
  private Path config;

  @Override
  public Integer call() throws InterruptedException {
    Installation installation = new Installation(data);
    PlatformLog.start(installation.log());
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      asked.countDown();
                      awaitQuietly(stopped);
                    }));
    try (Platform _ =
        Platform.start(
            Settings.read(config),
            installation,
            (_, _, _, _) -> CountingStore.stores(),
            false,
            System.out::println)) {
      asked.await();
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
