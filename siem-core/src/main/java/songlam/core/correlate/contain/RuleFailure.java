package songlam.core.correlate.contain;

/** A rule of a pack did what it may not: it must not run again. The message says what. */
public final class RuleFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /**
   * @param rule its name in the pack's code
   */
  public RuleFailure(String rule, String what) {
    super(what);
    this.rule = rule;
  }

  public RuleFailure(String rule, String what, Throwable cause) {
    super(what, cause);
    this.rule = rule;
  }

  public String rule() {
    return rule;
  }
}
