package songlam.console.api.rule;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import songlam.console.api.Json;
import songlam.console.desk.RuleWorth;
import songlam.core.event.Text;
import songlam.core.rule.worth.Precision;
import songlam.core.rule.worth.Share;

/** How the worth of rules looks in JSON. */
public final class WorthView {
  private WorthView() {}

  /** The report with the bar its advice rests on. */
  public static JsonObject of(RuleWorth.Report report, int days) {
    JsonArray items = new JsonArray();
    report.rules().forEach(worth -> items.add(of(worth)));
    return new JsonObject()
        .put("days", days)
        .put("from", Json.time(report.from()))
        .put("to", Json.time(report.to()))
        .put("observedDays", report.observedDays())
        .put("bar", bar())
        .put("items", items);
  }

  private static JsonObject bar() {
    return new JsonObject()
        .put("interval", "Wilson 95 %")
        .put("leastVerdicts", Precision.LEAST_VERDICTS)
        .put("keptAbove", Precision.KEPT_ABOVE)
        .put("retiredBelow", Precision.RETIRED_BELOW);
  }

  private static JsonObject of(RuleWorth.Worth worth) {
    Precision precision = worth.precision();
    return new JsonObject()
        .put("id", worth.rule().id())
        .put("title", Json.text(worth.rule().title()))
        .put("state", worth.rule().state().label())
        .put("enabled", worth.rule().enabled())
        .put("fired", worth.fired())
        .put("truePositives", precision.truePositives())
        .put("falsePositives", precision.falsePositives())
        .put("benign", precision.benign())
        .put("useful", share(precision.useful()))
        .put("right", share(precision.right()))
        .put("since", worth.since() == 0 ? null : Json.time(worth.since()))
        .put(
            "whole",
            new JsonObject()
                .put("truePositives", worth.whole().truePositives())
                .put("falsePositives", worth.whole().falsePositives())
                .put("benign", worth.whole().benign()))
        .put("advice", precision.advice().label())
        .put("because", Json.text(because(precision)))
        .put("silent", worth.silent())
        .put("heard", worth.heard() < 0 ? null : worth.heard());
  }

  private static JsonObject share(Share share) {
    return new JsonObject()
        .put("value", share.all() == 0 ? null : thousandths(share.value()))
        .put("low", thousandths(share.low()))
        .put("high", thousandths(share.high()));
  }

  private static double thousandths(double share) {
    return Math.round(share * 1_000) / 1_000.0;
  }

  private static Text because(Precision precision) {
    Share useful = precision.useful();
    Share right = precision.right();
    return Text.format(
        "%d kết luận: %d đúng, %d báo nhầm, %d đúng nhưng hợp lệ; có ích %.0f–%.0f %%, đúng"
            + " %.0f–%.0f %%",
        "%d verdicts: %d true, %d false, %d benign; useful %.0f–%.0f %%, right %.0f–%.0f %%",
        precision.verdicts(),
        precision.truePositives(),
        precision.falsePositives(),
        precision.benign(),
        useful.low() * 100,
        useful.high() * 100,
        right.low() * 100,
        right.high() * 100);
  }
}
