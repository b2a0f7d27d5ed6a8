package songlam.core.correlate.pack;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.event.EcsField;
import songlam.core.event.Text;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.Faults;

/**
 * What is wrong with packs, in words. What is told before the journal has told the time waits for
 * that. Safe for many threads.
 */
final class PackFaults {
  private static final Logger LOG = LoggerFactory.getLogger(PackFaults.class);

  private final Faults faults;
  private final Queue<LongConsumer> untold = new ConcurrentLinkedQueue<>();

  /** Wall clock of the latest tick, from the journal. */
  private volatile long now;

  /**
   * @param faults hears of it
   */
  PackFaults(Faults faults) {
    this.faults = faults;
  }

  /** Wall clock has come to here, as the journal says, milliseconds. */
  void tick(long at) {
    now = at;
    for (LongConsumer one = untold.poll(); one != null; one = untold.poll()) {
      one.accept(at);
    }
  }

  private void tell(String pack, String kind, String origin, Text detail) {
    LongConsumer told = at -> faults.report("pack/" + pack, kind, origin, detail, at);
    if (now > 0) {
      told.accept(now);
    } else {
      untold.add(told);
    }
  }

  /** A rule of a pack's code had to be switched off. */
  void rule(String pack, String rule, String why) {
    LOG.error("pack {}: rule {} is switched off: {}", pack, rule, why);
    tell(
        pack,
        "rule",
        rule,
        new Text(
            "Luật \"%s\" của bộ luật %s bị tắt, các luật khác vẫn chạy: %s"
                .formatted(rule, pack, why),
            "Rule \"%s\" of pack %s is switched off, the others go on: %s"
                .formatted(rule, pack, why)));
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
  void pack(String pack, String kind, Throwable why) {
    tell(
        pack,
        kind,
        pack,
        new Text(
            "Bộ luật %s gặp lỗi: %s".formatted(pack, why.getMessage()),
            "Rule pack %s failed: %s".formatted(pack, why.getMessage())));
  }

  /** A pack that had failed begins with nothing. */
  void begunAnew(String pack) {
    LOG.warn("pack {}: it had failed; its windows begin empty", pack);
    tell(
        pack,
        "snapshot",
        pack,
        new Text(
            "Bộ luật %s đã gặp lỗi trước lần khởi động này: các cửa sổ của nó bắt đầu trống"
                .formatted(pack),
            "Rule pack %s had failed before this start: its windows begin empty".formatted(pack)));
  }

  /** A former version of a pack cannot be made again: what the pack is now stands in its place. */
  void version(PackVersion version, String why) {
    LOG.warn(
        "pack {}: version {} cannot be made again, that of now takes its place: {}",
        version.pack(),
        version.version(),
        why);
    tell(
        version.pack(),
        "version",
        version.version(),
        new Text(
            "Không dựng lại được phiên bản %s của bộ luật %s, dùng phiên bản hiện nay thay thế: %s"
                .formatted(version.version(), version.pack(), why),
            "Version %s of rule pack %s cannot be made again, that of now takes its place: %s"
                .formatted(version.version(), version.pack(), why)));
  }

  /**
   * A pack let keys go for want of room.
   *
   * @param total since the start
   */
  void overflow(String pack, long total) {
    tell(
        pack,
        "overflow",
        pack,
        new Text(
            "Bộ luật %s hết chỗ: %d khoá phải bỏ".formatted(pack, total),
            "Rule pack %s ran out of room: %d keys let go".formatted(pack, total)));
  }
}
