package songlam.console.api;

/**
 * A request that cannot be answered, as {@code application/problem+json} (RFC 9457). Thrown by
 * handlers, written by {@link Problems}.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;

  /**
   * @param status HTTP status
   * @param title what kind of problem, the same words each time
   * @param detail this time: where, what, what was expected
   */
  public Problem(int status, String title, String detail) {
    super(detail);
    this.status = status;
    this.title = title;
  }

  public static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail);
  }

  public static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail);
  }

  public static Problem conflict(String detail) {
    return new Problem(409, "Conflict", detail);
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }
}
