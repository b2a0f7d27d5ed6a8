package songlam.console.cli;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The files a verb reads. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the verb runs
final class EventFiles {
  @Mixin private EventReading reading;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "files, folders at any depth, or - for standard input")
  private List<String> files;

  /**
   * Reads all of them.
   *
   * @throws UserFacingException when a path is not there or the type is unknown
   */
  void read(EventReading.Reader reader) {
    reading.read(files, reader);
  }
}
