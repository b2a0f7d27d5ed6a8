package songlam.core.correlate.pack;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.event.EcsField;
import songlam.core.event.Text;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.Faults;

/**
 * What is wrong with packs, in words.
 *
 * @param faults hears of it
 */
record PackFaults(Faults faults) {
  private static final Logger LOG = LoggerFactory.getLogger(PackFaults.class);

  /** A rule of a pack's code had to be switched off. */
  void rule(String pack, String rule, String why, long at) {
    LOG.error("pack {}: rule {} is switched off: {}", pack, rule, why);
    faults.report(
        source(pack),
        "rule",
        rule,
        new Text(
            "Luật \"%s\" của bộ luật %s bị tắt, các luật khác vẫn chạy: %s"
                .formatted(rule, pack, why),
            "Rule \"%s\" of pack %s is switched off, the others go on: %s"
                .formatted(rule, pack, why)),
        at);
  }

  /** A live event came too late. */
  void late(Detected detected) {
    String source = detected.event().text(EcsField.SONGLAM_SOURCE);
    long behind = (detected.receivedAt() - detected.event().timestamp()) / 1_000;
    faults.report(
        source == null ? "" : source,
        "late",
        detected.event().origin(),
        new Text(
            "Sự kiện đến muộn %d giây; được tương quan riêng, cảnh báo đánh dấu đến muộn"
                .formatted(behind),
            "Events come %d seconds late; correlated apart, their alerts marked late"
                .formatted(behind)),
        detected.receivedAt());
  }

  /** A pack as a whole, or its snapshot, cannot go on. */
  void pack(String pack, String kind, Throwable why, long at) {
    faults.report(
        source(pack),
        kind,
        pack,
        new Text(
            "Bộ luật %s gặp lỗi: %s".formatted(pack, why.getMessage()),
            "Rule pack %s failed: %s".formatted(pack, why.getMessage())),
        at);
  }

  /**
   * A pack let keys go for want of room.
   *
   * @param total since the start
   */
  void overflow(String pack, long total, long at) {
    faults.report(
        source(pack),
        "overflow",
        pack,
        new Text(
            "Bộ luật %s hết chỗ: %d khoá phải bỏ".formatted(pack, total),
            "Rule pack %s ran out of room: %d keys let go".formatted(pack, total)),
        at);
  }

  private static String source(String pack) {
    return "pack/" + pack;
  }
}
