package songlam.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void marksMayBeLeftOutButAreNotIgnoredWhenGiven() {
    assertTrue(holds("Dò mật khẩu", "do MAT khau"));
    assertTrue(holds("Dò mật khẩu", "Dò khẩu"));
    assertFalse(holds("Dò mật khẩu", "đò"));
    assertTrue(holds("Đèn đường hỏng", "den duong"));
    assertTrue(holds("203.0.113.7 → web-01", "113.7 web"));
    assertTrue(holds("anything", "  "));
  }

  @Test
  void plainTextIsNotKeptTwice() {
    assertEquals("port scan 10.0.0.1", Words.searchable(List.of("Port scan", "10.0.0.1")));
  }

  private static boolean holds(String text, String question) {
    String all = Words.searchable(List.of(text));
    return Words.asked(question).allMatch(all::contains);
  }
}
