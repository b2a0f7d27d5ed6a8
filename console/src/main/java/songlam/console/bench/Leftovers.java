package songlam.console.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What an interrupted run would leave behind: its processes and folders end with this one. */
final class Leftovers {
  private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();
  private static final Set<Scratch> FOLDERS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Leftovers::remove));
  }

  private Leftovers() {}

  static void add(Process process) {
    PROCESSES.add(process);
  }

  static void add(Scratch folder) {
    FOLDERS.add(folder);
  }

  /** It has been removed in good order. */
  static void done(Scratch folder) {
    FOLDERS.remove(folder);
  }

  private static void remove() {
    for (Process process : PROCESSES) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.onExit().join();
    }
    FOLDERS.forEach(Scratch::close);
  }
}
