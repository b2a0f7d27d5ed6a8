package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.console.api.health.Health.Part;
import songlam.console.api.health.Health.Status;
import songlam.core.rule.trial.CasesInForce.Broken;

class PlatformHealthTest {
  @Test
  void whatTheStoreRefusedStaysInSight() {
    Part part = PlatformHealth.deskPart(3, 1, 2_000);
    assertEquals(Status.DEGRADED, part.status());
    assertEquals(
        "3 alerts wait to be filed; since the start the store refused 1 alerts and 2,000 incidents,"
            + " the log names them",
        part.detail().en());
    assertEquals(
        "3 cảnh báo đang chờ ghi; kho dữ liệu đã từ chối 1 cảnh báo và 2.000 sự cố từ lúc khởi động,"
            + " mã số có trong nhật ký",
        part.detail().vi());
  }

  @Test
  void casesThatBreakAreNamed() {
    assertEquals(Status.OK, PlatformHealth.casePart(List.of()).status());
    Part part = PlatformHealth.casePart(List.of(new Broken("r01", "100% a guest")));
    assertEquals(Status.DEGRADED, part.status());
    assertEquals(
        "1 cases in which rules in force must fire and do not: r01: 100% a guest",
        part.detail().en());
  }

  @Test
  void nothingRefusedIsNotSpokenOf() {
    assertEquals("0 alerts wait to be filed", PlatformHealth.deskPart(0, 0, 0).detail().en());
    assertEquals(Status.OK, PlatformHealth.deskPart(0, 0, 0).status());
    assertEquals(Status.DEGRADED, PlatformHealth.deskPart(1_001, 0, 0).status());
  }

  @Test
  void rulesThatCouldNotBeBuiltAgainStayInSight() {
    assertEquals(Status.OK, PlatformHealth.detectionPart(7, 0).status());
    assertEquals(Status.DEGRADED, PlatformHealth.detectionPart(200_001, 0).status());
    Part part = PlatformHealth.detectionPart(7, 2);
    assertEquals(Status.DEGRADED, part.status());
    assertEquals(
        "7 records wait to be read; 2 former sets of detection rules could not be built again, what"
            + " was read again used the rules of now",
        part.detail().en());
  }
}
