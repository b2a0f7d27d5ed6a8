package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import songlam.console.api.health.Health.Part;
import songlam.console.api.health.Health.Status;

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
  void nothingRefusedIsNotSpokenOf() {
    assertEquals("0 alerts wait to be filed", PlatformHealth.deskPart(0, 0, 0).detail().en());
    assertEquals(Status.OK, PlatformHealth.deskPart(0, 0, 0).status());
    assertEquals(Status.DEGRADED, PlatformHealth.deskPart(1_001, 0, 0).status());
  }
}
