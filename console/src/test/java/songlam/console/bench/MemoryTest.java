package songlam.console.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MemoryTest {
  /** The answer has a line for each class: far more than a pipe holds while nobody reads it. */
  @Test
  void aProcessCanAskOfItself() throws IOException {
    Memory memory = Memory.of(ProcessHandle.current());

    assertTrue(memory.heapMegabytes() > 1, memory::toString);
    assertTrue(memory.residentMegabytes() > memory.heapMegabytes(), memory::toString);
  }
}
