package songlam.console.simulate.story;

import java.util.List;
import java.util.Random;
import songlam.console.simulate.Routine;
import songlam.console.simulate.Script;
import songlam.console.simulate.wire.NewsSite;
import songlam.console.simulate.wire.NewsSite.Article;

/**
 * What the papers write about on any day: each has subjects of its own, so that no story of these
 * is in several papers.
 */
public final class Newsroom implements Routine {
  /** The papers of the simulated news site. */
  static final List<String> PAPERS = List.of("baonghean", "tintuc", "dantoc", "thoisu", "phapluat");

  private static final int FIRST_SECONDS = 15;
  private static final int LEAST_SECONDS = 40;
  private static final int SPREAD_SECONDS = 40;
  private static final int ARTICLES_A_DAY = 10;
  private static final String[][] SUBJECTS = {
    {
      "%s khánh thành nhà văn hoá khối",
      "%s mở hội chợ nông sản cuối tuần",
      "Trường học ở %s có thêm phòng máy"
    },
    {"%s có thêm tuyến xe buýt", "Nông dân %s vào vụ thu hoạch", "%s trồng thêm cây xanh ven sông"},
    {
      "Giữ nghề dệt thổ cẩm ở %s",
      "Ngày hội văn hoá các dân tộc tại %s",
      "%s thêm vốn cho hộ làm ăn giỏi"
    },
    {
      "%s họp bàn kế hoạch quý tới",
      "Đoàn công tác thăm doanh nghiệp ở %s",
      "Khách tới %s tăng trong tháng"
    },
    {
      "%s tập huấn phòng cháy chữa cháy",
      "Phiên toà giả định ở trường học %s",
      "%s tuyên truyền luật giao thông"
    },
  };
  private static final String[] PLACES = {
    "phường Thành Vinh",
    "phường Trường Vinh",
    "phường Vinh Phú",
    "phường Cửa Lò",
    "phường Hoàng Mai",
    "xã Đô Lương",
    "xã Con Cuông",
    "xã Kim Liên"
  };

  private final Random random;
  private int next = FIRST_SECONDS;

  public Newsroom(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void tell(Script script, int from, int to) {
    for (; next < to; next += LEAST_SECONDS + random.nextInt(SPREAD_SECONDS)) {
      int paper = random.nextInt(PAPERS.size());
      String title = title(paper);
      script.at(
          next,
          (wires, at) -> wires.press().publish(PAPERS.get(paper), new Article(title, "", at)));
    }
  }

  /** What stands in the feeds already: the articles of the day, each with its own time. */
  public void past(NewsSite press, long from, long to) {
    long step = (to - from) / ARTICLES_A_DAY;
    for (int paper = 0; paper < PAPERS.size(); paper++) {
      for (int i = 0; i < ARTICLES_A_DAY; i++) {
        long at = from + i * step + random.nextInt((int) step);
        press.publish(PAPERS.get(paper), new Article(title(paper), "", at));
      }
    }
  }

  /** Something this paper writes about. */
  String title(int paper) {
    String subject = SUBJECTS[paper][random.nextInt(SUBJECTS[paper].length)];
    String title = subject.formatted(PLACES[random.nextInt(PLACES.length)]);
    return Character.toUpperCase(title.charAt(0)) + title.substring(1);
  }
}
