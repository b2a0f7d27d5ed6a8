package songlam.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** An installation's folder of rules, and a clock that goes when it is told to. */
final class OwnFolder {
  private final Path path;
  private Instant now;

  OwnFolder(Path path, Instant now) {
    this.path = path;
    this.now = now;
  }

  Path path() {
    return path;
  }

  /** It is this late. */
  void at(Instant later) {
    now = later;
  }

  void write(String file, String text) {
    try {
      Files.createDirectories(path.resolve(file).getParent());
      Files.writeString(path.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
