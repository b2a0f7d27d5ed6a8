package songlam.console.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The sender of the measurements, a process of its own: prepared lines over syslog TCP, as fast as
 * they are taken or at a rate. Prints how many were sent and the CPU time that took.
 */
@Command(name = "send", hidden = true, mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
  private static final int BLOCK_LINES = 20_000;
  private static final int LINES_AT_ONCE = 250;

  @Option(names = "--port", required = true)
  private int port;

  @Option(names = "--lines", required = true, description = "over all connections")
  private long lines;

  @Option(names = "--connections", defaultValue = "4")
  private int connections;

  @Option(names = "--rate", defaultValue = "0", description = "lines a second, 0 for no limit")
  private long rate;

  @Option(
      names = "--ahead",
      defaultValue = "0",
      description = "lines not through yet, of which standard input tells; 0 for no limit")
  private long ahead;

  @Option(names = "--dialect", defaultValue = "OLD")
  private SyslogBlock.Dialect dialect = SyslogBlock.Dialect.OLD;

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    SyslogCorpus corpus = SyslogCorpus.read();
    List<SyslogBlock> blocks = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      blocks.add(new SyslogBlock(corpus.draw(BLOCK_LINES, i), dialect));
    }
    Headway headway = new Headway(ahead);
    headway.follow(System.in);
    System.out.println("begin");
    long began = System.nanoTime();
    double before = ProcessTree.cpuSeconds(ProcessHandle.current().pid());
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<Long>> sending = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        SyslogBlock block = blocks.get(i);
        long share = lines / connections + (i < lines % connections ? 1 : 0);
        sending.add(threads.submit(() -> send(block, share, headway)));
      }
      long sent = 0;
      for (Future<Long> one : sending) {
        sent += one.get();
      }
      double used = ProcessTree.cpuSeconds(ProcessHandle.current().pid()) - before;
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.println("sent " + sent + " cpu " + used + " seconds " + seconds);
    }
    return 0;
  }

  private long send(SyslogBlock block, long share, Headway headway) throws IOException {
    long began = System.nanoTime();
    long sent = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream()) {
      while (sent < share) {
        int from = (int) (sent % block.lines());
        int to = (int) Math.min(block.lines(), from + Math.min(step(), share - sent));
        headway.await(to - from);
        block.send(from, to, out, System.currentTimeMillis());
        sent += to - from;
        keepRate(began, sent);
      }
    } catch (IOException gone) {
      // The platform was killed on purpose, or is away: what was handed over so far counts.
      System.err.println("sender: " + gone.getMessage());
    }
    return sent;
  }

  private long step() {
    return rate == 0 ? LINES_AT_ONCE : Math.max(1, rate / connections / 50);
  }

  private void keepRate(long began, long sent) {
    if (rate > 0) {
      long due = began + sent * 1_000_000_000L * connections / rate;
      long ahead = due - System.nanoTime();
      if (ahead > 1_000_000) {
        Target.pause(ahead / 1_000_000);
      }
    }
  }
}
