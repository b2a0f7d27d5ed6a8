package songlam.core.correlate.pack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import songlam.core.correlate.Entity;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Source;
import songlam.core.detect.sigma.SigmaCorrelation;
import songlam.core.detect.sigma.SigmaCorrelation.Condition;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.event.Text;

/** What alerts of a Sigma correlation say, and whom they are about, where the file is silent. */
final class SigmaWording {
  private static final Text SILENT = new Text("", "");

  /** A file that says nothing beyond Sigma. */
  static final SigmaCorrelation.Ours NOTHING =
      new SigmaCorrelation.Ours(SILENT, SILENT, SILENT, SILENT, "", "", null, List.of());

  private final SigmaCorrelation correlation;

  SigmaWording(SigmaCorrelation correlation) {
    this.correlation = correlation;
  }

  Text reason() {
    Text written = correlation.ours().reason();
    if (!written.vi().isEmpty()) {
      return written;
    }
    String about =
        String.join(", ", groups().stream().map(f -> "{" + f.fieldName() + "}").toList());
    String key = about.isEmpty() ? "{key}" : about;
    Text name = correlation.rule().name();
    Text span = span(correlation.timespan());
    Text counted = counted();
    return new Text(
        name.vi() + ": " + counted.vi() + " trong " + span.vi() + " (" + key + ")",
        name.en() + ": " + counted.en() + " within " + span.en() + " (" + key + ")");
  }

  private Text counted() {
    return switch (correlation.condition()) {
      case Condition.Measured(String measure, _, _) ->
          switch (measure) {
            case "event_count" -> new Text("{count} sự kiện", "{count} events");
            case "value_count" ->
                new Text(
                    "{distinct} giá trị khác nhau, {count} sự kiện",
                    "{distinct} different values, {count} events");
            default -> new Text("đo được {sum}, {count} sự kiện", "measured {sum}, {count} events");
          };
      case Condition.Combined(boolean isOrdered, _) when isOrdered ->
          new Text("các bước nối tiếp nhau", "one step behind the other");
      case Condition.Combined _, Condition.Several _ ->
          new Text("{distinct} dấu hiệu cùng lúc", "{distinct} signs together");
    };
  }

  private static Text span(long millis) {
    Duration span = Duration.ofMillis(millis);
    if (span.toDays() > 0 && span.toHours() % 24 == 0) {
      return new Text(span.toDays() + " ngày", span.toDays() + " days");
    }
    if (span.toHours() > 0 && span.toMinutes() % 60 == 0) {
      return new Text(span.toHours() + " giờ", span.toHours() + " hours");
    }
    return span.toMinutes() > 0 && span.toSeconds() % 60 == 0
        ? new Text(span.toMinutes() + " phút", span.toMinutes() + " minutes")
        : new Text(span.toSeconds() + " giây", span.toSeconds() + " seconds");
  }

  /** Those the file names, else those the fields of the group stand for. */
  List<Rule.EntitySpec> entities() {
    List<Rule.EntitySpec> entities = new ArrayList<>();
    for (SigmaCorrelation.Entity entity : correlation.ours().entities()) {
      EcsField field = EcsField.named(entity.field());
      if (field != null) {
        String role = entity.role().isEmpty() ? Entity.SUBJECT : entity.role();
        entities.add(new Rule.EntitySpec(entity.kind(), field, role));
      }
    }
    if (entities.isEmpty()) {
      groups().forEach(field -> entities.add(meant(field)));
    }
    return entities;
  }

  private static Rule.EntitySpec meant(EcsField field) {
    String name = field.fieldName();
    String kind = "source";
    if (field.type() == EcsType.IP) {
      kind = "ip";
    } else if (name.startsWith("user.") || name.contains(".user.")) {
      kind = "user";
    } else if (name.startsWith("host.") || name.endsWith("asset.name")) {
      kind = "host";
    } else if (name.endsWith(".domain") || name.startsWith("dns.")) {
      kind = "domain";
    }
    String role = Entity.TARGET;
    if (name.startsWith("source.")) {
      role = Entity.ATTACKER;
    } else if (kind.equals("source")) {
      role = Entity.SUBJECT;
    }
    return new Rule.EntitySpec(kind, field, role);
  }

  /** The fields of the vocabulary among those that keep groups apart, over all rules below. */
  private List<EcsField> groups() {
    Map<EcsField, Boolean> fields = new LinkedHashMap<>();
    correlation.columns().values().stream()
        .flatMap(columns -> columns.groupBy().stream())
        .map(Column::sources)
        .forEach(
            sources -> {
              for (Source source : sources) {
                if (source instanceof Source.Ecs(var field)) {
                  fields.putIfAbsent(field, true);
                  break;
                }
              }
            });
    return new ArrayList<>(fields.keySet());
  }
}
