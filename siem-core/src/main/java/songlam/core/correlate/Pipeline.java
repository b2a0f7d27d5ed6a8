package songlam.core.correlate;

import java.util.Locale;

/** The stream of work an alert belongs to, as shown to people: one tab of the console each. */
public enum Pipeline {
  SECURITY("An toàn thông tin", "Security"),
  TRAFFIC("Giao thông, trật tự", "Traffic and public order"),
  PRESS("Điểm báo", "Press"),
  FIELD_REPORT("Phản ánh hiện trường", "Field reports"),
  SERVICE("Giám sát dịch vụ", "Service monitoring"),
  PLATFORM("Nền tảng", "Platform");

  private final String vietnamese;
  private final String english;

  Pipeline(String vietnamese, String english) {
    this.vietnamese = vietnamese;
    this.english = english;
  }

  /** The name in JSON and in pack files: lower case, words joined by a hyphen. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String vietnamese() {
    return vietnamese;
  }

  public String english() {
    return english;
  }

  /**
   * The pipeline of this label.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Pipeline of(String label) {
    for (Pipeline pipeline : values()) {
      if (pipeline.label().equals(label)) {
        return pipeline;
      }
    }
    throw new IllegalArgumentException(
        "pipeline: "
            + label
            + " (expected: "
            + java.util.Arrays.stream(values()).map(Pipeline::label).toList()
            + ")");
  }
}
