package songlam.core.query;

/** A query that cannot be read, with the place and what was expected there. */
public final class QueryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int column;

  QueryException(int column, String found, String expected) {
    super("column " + column + ": " + found + " (expected: " + expected + ")");
    this.column = column;
  }

  /** Where, counted from 1 in UTF-16 units. */
  public int column() {
    return column;
  }
}
