package songlam.console.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
  @TempDir Path folder;

  @Test
  void carriesWordsThereAndTextBack() throws Exception {
    Path socket = folder.resolve("control.sock");
    try (ControlServer server =
        new ControlServer(
            socket, (words, by) -> by + "|" + String.join("|", words) + "\nhai dòng")) {
      assertEquals(
          Optional.of(System.getProperty("user.name") + "|user|create|ánh\nhai dòng"),
          new ControlClient(socket).ask(List.of("user", "create", "ánh")));
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
    }
    assertEquals(Optional.empty(), new ControlClient(socket).ask(List.of("x")));
  }

  @Test
  void refusalsReachTheCaller() throws Exception {
    Path socket = folder.resolve("control.sock");
    try (ControlServer server =
        new ControlServer(
            socket,
            (words, by) -> {
              throw new IllegalArgumentException("role: king (expected: viewer)");
            })) {
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> new ControlClient(socket).ask(List.of("user", "create")));
      assertEquals("role: king (expected: viewer)", refusal.getMessage());
    }
  }
}
