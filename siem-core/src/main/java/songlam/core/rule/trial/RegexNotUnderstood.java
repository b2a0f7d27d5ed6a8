package songlam.core.rule.trial;

/** A regular expression has a part of which we cannot tell the store. */
final class RegexNotUnderstood extends Exception {
  private static final long serialVersionUID = 1L;

  RegexNotUnderstood() {
    super(null, null, false, false);
  }
}
