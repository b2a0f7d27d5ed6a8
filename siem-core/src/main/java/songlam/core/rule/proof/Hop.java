package songlam.core.rule.proof;

import java.util.Locale;
import songlam.core.event.Text;

/** The places a canary passes, in their order. */
public enum Hop {
  /** The listener's port: nobody listens there, or it turned the record away. */
  LISTENER("cổng nhận", "listener"),
  /** The journal and whoever reads it. */
  JOURNAL("sổ nhật ký bản ghi", "journal"),
  PARSE("phân tích cú pháp", "parsing"),
  /** Normalising and the fields rules ask for. */
  MAPPING("ánh xạ trường", "mapping"),
  DETECT("phát hiện", "detection"),
  /** The pack through which the alert leaves. */
  PACK("bộ luật", "rule pack");

  private final Text title;

  Hop(String vi, String en) {
    this.title = new Text(vi, en);
  }

  public Text title() {
    return title;
  }

  /** The name in JSON: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
