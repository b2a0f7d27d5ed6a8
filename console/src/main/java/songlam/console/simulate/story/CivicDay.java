package songlam.console.simulate.story;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import songlam.console.simulate.Camera;
import songlam.console.simulate.Province;
import songlam.console.simulate.Script;
import songlam.console.simulate.wire.Flow;
import songlam.console.simulate.wire.NewsSite.Article;

/**
 * What happens in the province while the attack runs: a jam and a dark camera, a story that five
 * papers tell, flooded streets that citizens report, a portal that gives way under a surge.
 */
public final class CivicDay {
  private static final List<String> PAPERS =
      List.of("baonghean", "tintuc", "dantoc", "thoisu", "phapluat");

  private final Province province;
  private final Random random;

  public CivicDay(Province province, long seed) {
    this.province = province;
    this.random = new Random(seed);
  }

  /** Adds all of it to the script. */
  public void tell(Script script) {
    script.at(0, (wires, _) -> wires.cameras().available("online"));
    province
        .cameras()
        .forEach(
            camera -> script.at(0.1, (wires, _) -> wires.cameras().status(camera.id(), "online")));
    traffic(script);
    press(script);
    reports(script);
    portal(script);
  }

  private void traffic(Script script) {
    Camera jammed = province.cameras().get(1);
    for (int second = 2; second < 290; second += 4) {
      boolean jam = second > 40 && second < 220;
      int at = second;
      for (Camera camera : province.cameras().subList(0, 12)) {
        int cars = camera == jammed && jam ? 38 + random.nextInt(8) : 3 + random.nextInt(9);
        script.at(at + 0.05, (wires, _) -> wires.cameras().count(camera.id(), "car", cars));
      }
      double speed = jam ? 3 + random.nextInt(4) : 32 + random.nextInt(14);
      script.at(at + 0.1, (wires, now) -> wires.cameras().event(passing(jammed, now, speed)));
    }
    Camera dark = province.cameras().get(17);
    script.at(95, (wires, _) -> wires.cameras().status(dark.id(), "offline"));
  }

  private static JsonObject passing(Camera camera, long now, double speed) {
    JsonObject before =
        new JsonObject()
            .put("id", now / 1000.0 + "-" + camera.id())
            .put("camera", camera.id())
            .put("label", "car")
            .put("score", 0.87)
            .put("top_score", 0.91)
            .put("start_time", now / 1000.0 - 4)
            .put("end_time", now / 1000.0)
            .put("stationary", speed < 5)
            .put("current_estimated_speed", speed)
            .put("average_estimated_speed", speed)
            .put("velocity_angle", 180)
            .putNull("sub_label");
    return new JsonObject().put("type", "end").put("before", before).put("after", before.copy());
  }

  private void press(Script script) {
    for (String paper : PAPERS) {
      script.at(
          1,
          (wires, at) ->
              wires
                  .press()
                  .publish(
                      paper,
                      new Article(
                          "Nghệ An đẩy nhanh tiến độ giải ngân vốn đầu tư công",
                          "Lãnh đạo tỉnh yêu cầu các đơn vị tập trung giải ngân.",
                          at - 3_600_000)));
    }
    String[] headlines = {
      "Nhiều tuyến đường ở phường Vinh Hưng ngập sâu sau mưa lớn",
      "Vinh Hưng ngập sâu sau mưa lớn, người dân bức xúc vì thoát nước chậm",
      "Ngập sâu tại phường Vinh Hưng: người dân bức xúc",
      "Mưa lớn, nhiều tuyến đường phường Vinh Hưng ngập sâu",
    };
    for (int i = 0; i < 12; i++) {
      String paper = PAPERS.get(i % PAPERS.size());
      String title = headlines[i % headlines.length] + (i < 4 ? "" : " (cập nhật " + i / 4 + ")");
      script.at(
          70 + i * 5,
          (wires, at) ->
              wires
                  .press()
                  .publish(
                      paper,
                      new Article(
                          title,
                          "Người dân phường Vinh Hưng phản ánh hệ thống thoát nước quá tải.",
                          at)));
    }
  }

  private void reports(Script script) {
    for (int i = 0; i < 7; i++) {
      double lat = 18.7219 + (random.nextDouble() - 0.5) * 0.006;
      double lon = 105.6541 + (random.nextDouble() - 0.5) * 0.006;
      int number = i + 1;
      script.at(
          80 + i * 9,
          (wires, _) ->
              wires
                  .console()
                  .report(
                      Map.of(
                          "service_code",
                          "drainage",
                          "lat",
                          String.valueOf(lat),
                          "long",
                          String.valueOf(lon),
                          "address_string",
                          "Đường Nguyễn Trãi, phường Vinh Hưng",
                          "description",
                          "Nước ngập quá nửa bánh xe, không thoát được (phản ánh "
                              + number
                              + ").")));
    }
  }

  private void portal(Script script) {
    script.at(150, (wires, _) -> wires.portal().setDown(true));
    for (int second = 140; second < 200; second += 2) {
      int base = second;
      script.at(
          second + 0.5,
          (wires, at) -> {
            for (int client = 0; client < 60; client++) {
              wires
                  .flows()
                  .export(
                      List.of(
                          Flow.tcp(
                              "192.0.2." + (1 + (client + base) % 250),
                              40_000 + client,
                              province.server("web-02").ip(),
                              443,
                              1_200,
                              at - 900,
                              at)),
                      at);
            }
          });
    }
    script.at(230, (wires, _) -> wires.portal().setDown(false));
  }
}
