package songlam.core.incident;

import java.util.Locale;

/** How far people have come with an alert or incident. */
public enum TriageState {
  NEW("Mới"),
  ACKNOWLEDGED("Đã tiếp nhận"),
  IN_PROGRESS("Đang xử lý"),
  CLOSED("Đã đóng");

  private final String vietnamese;

  TriageState(String vietnamese) {
    this.vietnamese = vietnamese;
  }

  public String vietnamese() {
    return vietnamese;
  }

  /** The name in JSON: lower case with underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
