package songlam.console.simulate.story;

import java.util.List;
import java.util.Random;
import songlam.console.simulate.Camera;
import songlam.console.simulate.Province;
import songlam.console.simulate.Script;
import songlam.console.simulate.wire.Flow;
import songlam.console.simulate.wire.NewsSite.Article;
import songlam.console.simulate.wire.Report;
import songlam.core.event.GeoPoint;

/**
 * What happens in the province while the attack runs: a jam and a dark camera, a story that five
 * papers tell, flooded streets that citizens report, a portal that gives way under a surge.
 */
public final class CivicDay {
  private static final double BACK_ONLINE_SECONDS = 1_200;

  private final Province province;
  private final Streets streets;
  private final Citizens citizens;
  private final Random random;

  public CivicDay(Province province, Streets streets, Citizens citizens, long seed) {
    this.province = province;
    this.streets = streets;
    this.citizens = citizens;
    this.random = new Random(seed);
  }

  /** Adds all of it to the script. */
  public void tell(Script script) {
    traffic(script);
    press(script);
    reports(script);
    portal(script);
  }

  private void traffic(Script script) {
    streets.jam(province.cameras().get(1), 40, 220);
    Camera dark = province.cameras().get(17);
    script.at(95, (wires, _) -> wires.cameras().status(dark.id(), "offline"));
    script.at(BACK_ONLINE_SECONDS, (wires, _) -> wires.cameras().status(dark.id(), "online"));
  }

  private void press(Script script) {
    for (String paper : Newsroom.PAPERS) {
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
      String paper = Newsroom.PAPERS.get(i % Newsroom.PAPERS.size());
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
      Report report =
          new Report(
              "drainage",
              "Nước ngập quá nửa bánh xe, không thoát được (phản ánh " + (i + 1) + ").",
              "Đường Nguyễn Trãi, phường Vinh Hưng",
              new GeoPoint(lat, lon));
      script.at(80 + i * 9, (wires, at) -> citizens.send(wires, report, at));
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
