package songlam.console;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.journal.JournalSettings;
import songlam.core.journal.Quarantine;
import songlam.core.journal.RocksFiles;
import songlam.core.journal.RocksJournal;
import songlam.core.journal.RocksSystemStore;
import songlam.core.pipeline.Faults;

/** What everything stands on: the files of the installation, and who counts bounds and faults. */
record Ground(
    Clock clock,
    SecureRandom random,
    RocksSystemStore system,
    RocksJournal journal,
    Quarantine quarantine,
    Caps caps,
    Faults faults) {

  /**
   * @throws IOException when the files cannot be opened
   */
  static Ground lay(Installation installation, JournalSettings journal, Closers closers)
      throws IOException {
    Clock clock = Clock.systemUTC();
    RocksFiles files = closers.add("files", installation.open());
    Quarantine quarantine = new Quarantine(files);
    Caps caps = new Caps();
    caps.read(Cap.QUARANTINE, quarantine::evicted);
    Faults faults = new Faults();
    caps.read(Cap.FAULTS, faults::uncounted);
    return new Ground(
        clock,
        new SecureRandom(),
        new RocksSystemStore(files),
        closers.add("journal", new RocksJournal(files, journal, clock)),
        quarantine,
        caps,
        faults);
  }
}
