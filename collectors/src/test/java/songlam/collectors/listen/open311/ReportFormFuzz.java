package songlam.collectors.listen.open311;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import songlam.collectors.parse.open311.FieldReportParser;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;
import songlam.testing.LongRun;
import songlam.testing.Mutations;
import songlam.testing.Seeds;

/** A form is refused in words, or its parser reads it: nobody hears 201 for what is lost. */
@Tag(LongRun.FUZZ)
class ReportFormFuzz {
  private static final long NOW = 1_764_000_000_000L;
  private static final List<ReportService> SERVICES =
      List.of(new ReportService("drainage", "Thoát nước", "", "", 48));

  private final FieldReportParser parser = new FieldReportParser();

  @MethodSource("underJazzer")
  @FuzzTest
  void form(byte[] input) {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    try {
      new QueryStringDecoder(new String(input, UTF_8), UTF_8, false)
          .parameters()
          .forEach(fields::add);
    } catch (IllegalArgumentException noForm) {
      return; // the server answers 400
    }
    ReportForm form = new ReportForm(fields, SERVICES);
    String problem = form.problem();
    if (problem != null) {
      assertFalse(problem.isBlank());
      return;
    }
    byte[] report = form.report("pa-1", NOW).toBuffer().getBytes();
    assertInstanceOf(
        ParseResult.Parsed.class,
        parser.parse(RawRecord.live("reports", Open311Routes.TYPE, NOW, "192.0.2.1", report)),
        () -> new String(report, UTF_8));
  }

  @Test
  void changedForms() {
    assertTrue(Mutations.of(seeds(), this::form) > 100);
  }

  @Test
  void aPointThatIsNoneIsRefusedBesideAnAddressToo() {
    for (String form :
        List.of(
            "service_code=drainage&lat=95&long=105.69",
            "service_code=drainage&lat=18.67&long=181",
            "service_code=drainage&lat=abc&long=1&address_string=Vinh")) {
      form(form.getBytes(UTF_8));
    }
  }

  static Stream<byte[]> underJazzer() throws IOException {
    return Seeds.underJazzer(ReportFormFuzz::seeds);
  }

  private static List<byte[]> seeds() {
    return Seeds.of(
        "service_code=drainage&lat=18.67&long=105.69&description=Ng%E1%BA%ADp",
        "service_code=drainage&address_string=Nguy%E1%BB%85n+Tr%C3%A3i&lat=&long=",
        "service_code=drainage&address_id=7&lat=-90.0&long=180");
  }
}
