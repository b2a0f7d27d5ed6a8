package songlam.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each file of a folder, and each once. */
class FileWalkTest {
  @TempDir private Path folder;

  private final List<String> unread = new ArrayList<>();

  @Test
  void aFileAndALinkToItAreOne() throws IOException {
    Path log = Files.writeString(folder.resolve("z.log"), "a line\n");
    Files.createSymbolicLink(folder.resolve("current.log"), log);
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path other = Files.writeString(inner.resolve("b.log"), "a line\n");
    Files.createSymbolicLink(folder.resolve("again"), inner);
    assertEquals(List.of(other, log), FileWalk.of(folder, (file, _) -> unread.add(file)));
    assertEquals(List.of(folder.resolve("again").toString()), unread);
  }

  @Test
  void aLinkToAFolderThatIsNamedIsThatFolder() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path log = Files.writeString(inner.resolve("a.log"), "a line\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), inner);
    assertEquals(List.of(log.toRealPath()), FileWalk.of(link, (file, _) -> unread.add(file)));
    assertEquals(List.of(), unread);
  }
}
