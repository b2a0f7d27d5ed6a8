package songlam.core.detect.sigma;

/**
 * The kind of log a rule is written for; what it leaves open is empty.
 *
 * @param category such as {@code process_creation}
 * @param product such as {@code windows}
 * @param service such as {@code sshd}
 */
public record Logsource(String category, String product, String service) {
  /** Whether this one says all that the other says, and maybe more. */
  boolean isWithin(Logsource wider) {
    return fits(category, wider.category)
        && fits(product, wider.product)
        && fits(service, wider.service);
  }

  private static boolean fits(String mine, String wanted) {
    return wanted.isEmpty() || wanted.equals(mine);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String part : new String[] {product, category, service}) {
      if (!part.isEmpty()) {
        text.append(text.isEmpty() ? "" : "/").append(part);
      }
    }
    return text.toString();
  }
}
