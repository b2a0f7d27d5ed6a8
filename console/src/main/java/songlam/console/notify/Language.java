package songlam.console.notify;

import songlam.core.event.Severity;
import songlam.core.event.Text;

/** The language that notices to people are written in. */
public enum Language {
  VI,
  EN;

  String of(Text text) {
    return this == VI ? text.vi() : text.en();
  }

  String of(Severity severity) {
    return this == VI ? severity.vietnamese() : severity.label();
  }
}
