package songlam.core.incident;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import songlam.core.correlate.Alert;
import songlam.core.event.Text;

/**
 * Writes the opening of an incident: at most five sentences, made only from its alerts. Counts and
 * times are the alerts' own, and each sentence names the events it rests on.
 */
final class Narrator {
  private static final int SENTENCES_OF_WHAT = 3;
  private static final ZoneId LOCAL = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm").withZone(LOCAL);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(LOCAL);
  private static final DateTimeFormatter MINUTE_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm dd/MM").withZone(LOCAL);

  private final Advice advice = new Advice();

  /**
   * @param alerts in the order of their first evidence, at least one
   * @param tactics the stages they add up to
   * @param sources the kinds of source that saw it
   */
  List<Sentence> summary(List<Alert> alerts, List<String> tactics, List<String> sources) {
    List<Sentence> sentences = new ArrayList<>();
    for (Alert alert : telling(alerts)) {
      sentences.add(new Sentence(what(alert), Composer.documents(alert), alert.id()));
    }
    List<String> all =
        alerts.stream().map(Composer::documents).flatMap(List::stream).distinct().toList();
    sentences.add(new Sentence(howSure(alerts.size(), all.size(), tactics, sources), all, null));
    Alert gravest = Composer.gravest(alerts);
    sentences.add(
        new Sentence(advice.now(gravest, alerts), Composer.documents(gravest), gravest.id()));
    return sentences;
  }

  /** The first alert, the gravest and the last, one of each rule, in the order they came. */
  private static List<Alert> telling(List<Alert> alerts) {
    Map<String, Alert> byRule = new LinkedHashMap<>();
    alerts.forEach(alert -> byRule.putIfAbsent(alert.rule(), alert));
    List<Alert> distinct = List.copyOf(byRule.values());
    if (distinct.size() <= SENTENCES_OF_WHAT) {
      return distinct;
    }
    Alert gravest = Composer.gravest(distinct);
    Alert first = distinct.getFirst();
    Alert last = distinct.getLast();
    List<Alert> chosen = new ArrayList<>();
    for (Alert alert : distinct) {
      boolean wanted = alert == first || alert == gravest || alert == last;
      boolean fillsUp =
          (gravest == first || gravest == last)
              && chosen.size() == 1
              && alert.severity() == gravest.severity();
      if ((wanted || fillsUp) && chosen.size() < SENTENCES_OF_WHAT) {
        chosen.add(alert);
      }
    }
    return chosen;
  }

  private static Text what(Alert alert) {
    String span = span(alert);
    return new Text(dated(span, alert.reason().vi()), dated(span, alert.reason().en()));
  }

  private static String dated(String span, String reason) {
    boolean hasTime = reason.length() > 5 && reason.charAt(2) == ':' && isDigit(reason.charAt(0));
    String sentence = hasTime ? reason : span + ": " + reason;
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String span(Alert alert) {
    Instant first = Instant.ofEpochMilli(alert.firstSeen());
    Instant last = Instant.ofEpochMilli(alert.lastSeen());
    boolean oneDay = DAY.format(first).equals(DAY.format(last));
    String from = (oneDay ? MINUTE : MINUTE_OF_DAY).format(first);
    String to = (oneDay ? MINUTE : MINUTE_OF_DAY).format(last);
    return from.equals(to) ? from : from + "–" + to;
  }

  /** One event may be in several alerts: the evidence linked is counted, each event once. */
  private static Text howSure(int alerts, int events, List<String> tactics, List<String> sources) {
    boolean independent = sources.size() > 1;
    boolean staged = tactics.size() > 1;
    String vi = independent && staged ? "cao" : independent || staged ? "khá" : "cần kiểm chứng";
    String en = independent && staged ? "high" : independent || staged ? "fair" : "to be verified";
    return new Text(
        "Độ tin cậy "
            + vi
            + ": %d cảnh báo, %d sự kiện làm bằng chứng, %d loại nguồn, %d giai đoạn tấn công."
                .formatted(alerts, events, sources.size(), tactics.size()),
        "Confidence "
            + en
            + ": %d alerts, %d events as evidence, %d kinds of source, %d stages of an attack."
                .formatted(alerts, events, sources.size(), tactics.size()));
  }
}
