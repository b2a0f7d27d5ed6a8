package songlam.console.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import songlam.core.event.Severity;

/**
 * Findings as one page of HTML that needs nothing else: no script, no font, no address. Vietnamese
 * with English beside it.
 */
final class FindingReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
  private static final int LONGEST = 600;
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="vi">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Phát hiện / Findings</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1a1f24; background: #fff }
      h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 2rem 0 .3rem }
      table { border-collapse: collapse; width: 100%; margin: .5rem 0 }
      th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #d8dde3 }
      td.n { text-align: right; font-variant-numeric: tabular-nums }
      code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere }
      small { color: #55606b }
      .critical, .high { font-weight: 700; color: #a3121a } .medium { color: #8a5300 }
      @media (prefers-color-scheme: dark) {
        body { color: #e4e8ec; background: #14181c } th, td { border-color: #353d45 } small { color: #a0abb5 }
        .critical, .high { color: #ff8a8f } .medium { color: #f0b45c }
      }
      </style>
      </head>
      <body>
      """;

  private FindingReport() {}

  /**
   * The page.
   *
   * @param summary figures of the run, one sentence
   */
  static String html(List<FindingCounts.Row> rows, String summary, Instant at) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<h1>Phát hiện / Findings</h1>\n<p>").append(escaped(summary));
    page.append("<br><small>").append(TIME.format(at)).append("</small></p>\n");
    if (rows.isEmpty()) {
      page.append("<p>Không có phát hiện nào / No findings.</p>\n");
    } else {
      overview(rows, page);
      rows.forEach(row -> details(row, page));
    }
    return page.append("</body>\n</html>\n").toString();
  }

  private static void overview(List<FindingCounts.Row> rows, StringBuilder page) {
    page.append("<table>\n<tr><th>Mức độ / Level</th><th>Luật / Rule</th><th>Số / Count</th>");
    page.append("<th>Đầu / First</th><th>Cuối / Last</th></tr>\n");
    for (FindingCounts.Row row : rows) {
      page.append("<tr><td>").append(level(row.rule().level())).append("</td><td><a href=\"#");
      page.append(escaped(row.rule().id())).append("\">").append(escaped(row.rule().name()));
      page.append("</a></td><td class=\"n\">").append(row.count()).append("</td><td>");
      page.append(time(row.first())).append("</td><td>").append(time(row.last()));
      page.append("</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private static void details(FindingCounts.Row row, StringBuilder page) {
    page.append("<h2 id=\"").append(escaped(row.rule().id())).append("\">");
    page.append(escaped(row.rule().title().vi())).append("</h2>\n<small>");
    if (!row.rule().title().en().equals(row.rule().title().vi())) {
      page.append(escaped(row.rule().title().en())).append(" · ");
    }
    page.append(escaped(row.rule().id())).append(' ');
    page.append(escaped(String.join(", ", row.rule().attack()))).append("</small>\n<table>\n");
    page.append("<tr><th>Lúc / Time</th><th>Máy / Host</th><th>Người / User</th>");
    page.append("<th>Gì / What</th></tr>\n");
    for (FindingCounts.Example example : row.examples()) {
      page.append("<tr><td>").append(time(example.time()));
      if (example.until() > example.time()) {
        page.append(" – ").append(time(example.until()));
      }
      page.append("</td><td>");
      page.append(escaped(example.host())).append("</td><td>").append(escaped(example.user()));
      page.append("</td><td><code>").append(escaped(example.what()));
      page.append("</code></td></tr>\n");
    }
    page.append("</table>\n");
    long more = row.count() - row.examples().size();
    if (more > 0) {
      page.append("<p><small>và %d nữa / and %d more</small></p>\n".formatted(more, more));
    }
  }

  private static String level(Severity level) {
    return "<span class=\"%s\">%s / %s</span>"
        .formatted(level.label(), level.vietnamese(), level.label());
  }

  private static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  private static String escaped(String text) {
    String kept = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return kept.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
