package songlam.core.detect.index;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Meaning;
import songlam.core.detect.match.Place;

/** An expression made ready: columns and tests by number, answers taken from the {@link Sheet}. */
sealed interface Node {
  boolean holds(Sheet sheet);

  record All(Node[] parts) implements Node {
    @Override
    public boolean holds(Sheet sheet) {
      for (Node part : parts) {
        if (!part.holds(sheet)) {
          return false;
        }
      }
      return true;
    }
  }

  record Any(Node[] parts) implements Node {
    @Override
    public boolean holds(Sheet sheet) {
      for (Node part : parts) {
        if (part.holds(sheet)) {
          return true;
        }
      }
      return false;
    }
  }

  record Not(Node part) implements Node {
    @Override
    public boolean holds(Sheet sheet) {
      return !part.holds(sheet);
    }
  }

  record Present(int column) implements Node {
    @Override
    public boolean holds(Sheet sheet) {
      return sheet.value(column) != null;
    }
  }

  record Is(int probe) implements Node {
    @Override
    public boolean holds(Sheet sheet) {
      return sheet.answer(probe);
    }
  }

  record Alike(int column, Place place, int other, boolean cased) implements Node {
    @Override
    public boolean holds(Sheet sheet) {
      Object others = sheet.value(other);
      return any(
          sheet.value(column),
          value -> any(others, more -> Meaning.alike(place, value, more, cased)));
    }

    private static boolean any(@Nullable Object values, Predicate<String> test) {
      return switch (values) {
        case null -> false;
        case List<?> list -> list.stream().anyMatch(value -> test.test(value.toString()));
        default -> test.test(values.toString());
      };
    }
  }
}
