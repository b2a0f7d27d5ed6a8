package songlam.console.api.view;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A page as a person left it, under a name.
 *
 * @param page {@code queue} or {@code events}
 * @param search the page's search parameters as they stand in its address, without the question
 *     mark
 */
record SavedView(String id, String page, String name, String search) {
  static final int LONGEST_NAME = 80;
  static final int LONGEST_SEARCH = 8_192;
  private static final Set<String> PAGES = Set.of("queue", "events");
  private static final Pattern SEARCH = Pattern.compile("[\\x21-\\x7e]*");

  SavedView {
    if (!PAGES.contains(page)) {
      throw new IllegalArgumentException("page: " + page + " (expected: queue or events)");
    }
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "name: " + name.length() + " characters (expected: 1 to " + LONGEST_NAME + ")");
    }
    if (search.length() > LONGEST_SEARCH || !SEARCH.matcher(search).matches()) {
      throw new IllegalArgumentException(
          "search: (expected: parameters as in an address, at most " + LONGEST_SEARCH + ")");
    }
  }
}
