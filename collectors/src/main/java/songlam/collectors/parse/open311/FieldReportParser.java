package songlam.collectors.parse.open311;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import songlam.core.event.GeoPoint;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.ParseResult.Rejected;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.event.observation.FieldReport;
import songlam.core.event.observation.Where;
import songlam.core.registry.Commune;
import songlam.core.registry.Gazetteer;

/** Open311 service requests as JSON; the commune is the one nearest to the point. */
public final class FieldReportParser implements Parser {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Gazetteer gazetteer = new Gazetteer();

  @Override
  public ParseResult parse(RawRecord record) {
    try {
      JsonNode report = JSON.readTree(record.payload());
      if (!report.path("service_request_id").isTextual()) {
        return new Rejected(Reason.MALFORMED, "report: (expected: service_request_id)");
      }
      return Parsed.one(observation(record, report).toEvent());
    } catch (IOException e) {
      return new Rejected(Reason.MALFORMED, "report: not JSON (expected: one object)");
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return new Rejected(Reason.MALFORMED, "report: " + e.getMessage());
    }
  }

  private FieldReport observation(RawRecord record, JsonNode report) {
    long requested = moment(report, "requested_datetime", record.receivedAt());
    return new FieldReport(
        moment(report, "updated_datetime", requested),
        report.path("service_request_id").asText(),
        report.path("service_code").asText(""),
        report.path("status").asText("open"),
        report.path("description").asText(""),
        report.path("address").asText(""),
        requested,
        moment(report, "expected_datetime", requested),
        where(report));
  }

  private Where where(JsonNode report) {
    if (report.path("lat").asText("").isEmpty() || report.path("long").asText("").isEmpty()) {
      return Where.UNKNOWN;
    }
    GeoPoint point =
        new GeoPoint(
            Double.parseDouble(report.path("lat").asText()),
            Double.parseDouble(report.path("long").asText()));
    Optional<Commune> commune = gazetteer.nearest(point);
    return new Where(
        commune.map(Commune::fullName).orElse(""), commune.map(Commune::code).orElse(""), point);
  }

  private static long moment(JsonNode report, String field, long absent) {
    String text = report.path(field).asText("");
    return text.isEmpty() ? absent : Instant.parse(text).toEpochMilli();
  }
}
