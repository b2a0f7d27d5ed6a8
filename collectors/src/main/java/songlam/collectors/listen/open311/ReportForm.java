package songlam.collectors.listen.open311;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a citizen filled in (GeoReport v2, POST Service Request), and what is journalled of it. */
final class ReportForm {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,3}(\\.\\d{1,20})?");

  private final MultiMap form;
  private final List<ReportService> services;

  ReportForm(MultiMap form, List<ReportService> services) {
    this.form = form;
    this.services = services;
  }

  /** What is wrong with it, or null. */
  @Nullable String problem() {
    String code = form.get("service_code");
    if (code == null || services.stream().noneMatch(s -> s.code().equals(code))) {
      return "service_code: " + code + " (expected: one of GET services)";
    }
    String lat = text("lat");
    String lon = text("long");
    boolean point = isDegrees(lat, 90) && isDegrees(lon, 180);
    boolean address = form.get("address_string") != null || form.get("address_id") != null;
    if (point || address && (lat.isEmpty() || lon.isEmpty())) {
      return null;
    }
    return "lat, long: (expected: both, in degrees, or address_string)";
  }

  /** The kind of report; there must be no problem. */
  ReportService service() {
    String code = form.get("service_code");
    return services.stream().filter(s -> s.code().equals(code)).findFirst().orElseThrow();
  }

  /**
   * The report as its parser reads it; there must be no problem.
   *
   * @param now wall clock, milliseconds
   */
  JsonObject report(String id, long now) {
    ReportService service = service();
    return new JsonObject()
        .put("service_request_id", id)
        .put("service_code", service.code())
        .put("status", "open")
        .put("description", form.get("description"))
        .put("address", form.get("address_string"))
        .put("lat", form.get("lat"))
        .put("long", form.get("long"))
        .put("requested_datetime", Instant.ofEpochMilli(now).toString())
        .put(
            "expected_datetime",
            Instant.ofEpochMilli(now + service.hoursToAnswer() * 3_600_000L).toString());
  }

  private String text(String field) {
    String text = form.get(field);
    return text == null ? "" : text;
  }

  private static boolean isDegrees(String text, int most) {
    return NUMBER.matcher(text).matches() && Math.abs(Double.parseDouble(text)) <= most;
  }
}
