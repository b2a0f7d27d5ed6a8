package songlam.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import songlam.collectors.listen.Listener;
import songlam.console.api.health.Health;
import songlam.console.api.health.Health.Part;
import songlam.console.api.health.Health.Status;
import songlam.console.canary.CanaryRounds;
import songlam.console.canary.CanaryState;
import songlam.console.desk.AlertDesk;
import songlam.console.desk.Obstacles;
import songlam.core.event.Text;
import songlam.core.journal.Journal;
import songlam.core.journal.JournalSettings;
import songlam.core.pipeline.Conveyor;
import songlam.core.rule.trial.CasesInForce.Broken;

/** Asks every part how it is, in the order of the way through. */
final class PlatformHealth implements Supplier<Health> {
  private static final long BEHIND_ENTRIES = 200_000;
  private static final int MOST_CASES = 10;

  private final Journal journal;
  private final JournalSettings limits;
  private final Conveyor conveyor;
  private final Stores stores;
  private final AlertDesk desk;
  private final Inputs inputs;
  private final Supplier<Obstacles> obstacles;
  private final Supplier<List<Broken>> brokenCases;
  private final CanaryRounds canaries;

  PlatformHealth(
      Journal journal,
      JournalSettings limits,
      Conveyor conveyor,
      Stores stores,
      AlertDesk desk,
      Inputs inputs,
      Supplier<Obstacles> obstacles,
      Supplier<List<Broken>> brokenCases,
      CanaryRounds canaries) {
    this.obstacles = obstacles;
    this.brokenCases = brokenCases;
    this.canaries = canaries;
    this.journal = journal;
    this.limits = limits;
    this.conveyor = conveyor;
    this.stores = stores;
    this.desk = desk;
    this.inputs = inputs;
  }

  @Override
  public Health get() {
    List<Part> parts = new ArrayList<>();
    inputs.health().forEach((name, health) -> parts.add(input(name, health)));
    parts.add(journalPart());
    parts.add(conveyorPart());
    parts.add(packPart(obstacles.get()));
    parts.add(casePart(brokenCases.get()));
    parts.add(storePart());
    parts.add(deskPart(desk.waiting(), desk.refusedAlerts(), desk.refusedIncidents()));
    if (canaries.settings().enabled()) {
      parts.add(canaryPart());
    }
    return new Health(parts);
  }

  long journalBytes() {
    return journal.bytes();
  }

  int alertsWaiting() {
    return desk.waiting();
  }

  long alertsRefused() {
    return desk.refusedAlerts();
  }

  long incidentsRefused() {
    return desk.refusedIncidents();
  }

  boolean storeIsUp() {
    return stores.state().get().equals("up") && conveyor.storeState().equals("up");
  }

  private static Part input(String name, Listener.Health health) {
    return new Part("input " + name, health.up() ? Status.OK : Status.DOWN, health.detail());
  }

  private Part journalPart() {
    long used = journal.bytes() >> 20;
    long budget = limits.diskBudgetBytes() >> 20;
    Status status =
        used >= budget ? Status.DOWN : used > budget * 8 / 10 ? Status.DEGRADED : Status.OK;
    return new Part(
        "journal",
        status,
        switch (limits.durability()) {
          case PROCESS ->
              Text.format(
                  "%,d/%,d MB; bản ghi đã nhận qua được kill -9",
                  "%,d of %,d MB; what is acknowledged survives kill -9", used, budget);
          case MACHINE ->
              Text.format(
                  "%,d/%,d MB; bản ghi đã nhận qua được mất điện",
                  "%,d of %,d MB; what is acknowledged survives a power cut", used, budget);
        },
        true);
  }

  private Part conveyorPart() {
    return detectionPart(conveyor.backlog(), conveyor.lostRuleSets());
  }

  /**
   * What was read again with other rules than the first time stays in sight until the next start.
   */
  static Part detectionPart(long backlog, int lostRuleSets) {
    Text detail =
        Text.format("%,d bản ghi đang chờ phân tích", "%,d records wait to be read", backlog);
    if (lostRuleSets == 0) {
      return new Part("detection", backlog > BEHIND_ENTRIES ? Status.DEGRADED : Status.OK, detail);
    }
    Text lost =
        Text.format(
            "; %,d tập luật phát hiện cũ không dựng lại được, phần đọc lại dùng luật hiện tại",
            "; %,d former sets of detection rules could not be built again, what was read again used"
                + " the rules of now",
            lostRuleSets);
    return new Part(
        "detection", Status.DEGRADED, new Text(detail.vi() + lost.vi(), detail.en() + lost.en()));
  }

  /** Who tells of rules that broke is itself a pack: when it does not run this is all that does. */
  private static Part packPart(Obstacles obstacles) {
    List<Text> all = new ArrayList<>(obstacles.all());
    if (!obstacles.isPlatformOn()) {
      all.addFirst(
          new Text(
              "Bộ luật platform không chạy: không ai báo khi luật khác hỏng",
              "The pack platform does not run: nobody tells when other rules break"));
    }
    if (all.isEmpty()) {
      return new Part(
          "packs", Status.OK, new Text("mọi luật được chạy", "all rules are evaluated"));
    }
    return new Part(
        "packs",
        Status.DEGRADED,
        new Text(
            all.stream().map(Text::vi).collect(Collectors.joining("; ")),
            all.stream().map(Text::en).collect(Collectors.joining("; "))));
  }

  /** What no longer fires says nothing of itself: its cases do. */
  static Part casePart(List<Broken> broken) {
    if (broken.isEmpty()) {
      return new Part(
          "cases",
          Status.OK,
          new Text(
              "luật đang áp dụng đạt mọi ca thử phải kêu",
              "rules in force fire in every case they must"));
    }
    String names =
        broken.stream()
            .limit(MOST_CASES)
            .map(one -> one.rule() + ": " + one.name())
            .collect(Collectors.joining("; "));
    String more = broken.size() > MOST_CASES ? "; …" : "";
    return new Part(
        "cases",
        Status.DEGRADED,
        Text.format(
            "%,d ca thử phải kêu mà luật đang áp dụng không kêu: %s",
            "%,d cases in which rules in force must fire and do not: %s",
            broken.size(),
            names + more));
  }

  private Part storePart() {
    String opened = stores.state().get();
    String reached = conveyor.storeState();
    boolean up = storeIsUp();
    String why = opened.equals("up") ? reached : opened;
    return new Part(
        "store",
        up ? Status.OK : Status.DOWN,
        up
            ? new Text("đang hoạt động", "up")
            : new Text(
                "Kho dữ liệu không trả lời, việc thu thập vẫn tiếp tục: " + why,
                "The store does not answer, collection goes on: " + why));
  }

  /** What was refused is lost to people's pages: that stays in sight until the next start. */
  static Part deskPart(int waiting, long refusedAlerts, long refusedIncidents) {
    Text detail = Text.format("%,d cảnh báo đang chờ ghi", "%,d alerts wait to be filed", waiting);
    if (refusedAlerts + refusedIncidents == 0) {
      return new Part("alerts", waiting > 1_000 ? Status.DEGRADED : Status.OK, detail);
    }
    Text refused =
        Text.format(
            "; kho dữ liệu đã từ chối %,d cảnh báo và %,d sự cố từ lúc khởi động, mã số có trong nhật ký",
            "; since the start the store refused %,d alerts and %,d incidents, the log names them",
            refusedAlerts,
            refusedIncidents);
    return new Part(
        "alerts",
        Status.DEGRADED,
        new Text(detail.vi() + refused.vi(), detail.en() + refused.en()));
  }

  private Part canaryPart() {
    Map<CanaryState.Standing, Long> counts = canaries.counts();
    long failing = counts.getOrDefault(CanaryState.Standing.FAILING, 0L);
    return new Part(
        "canaries",
        failing > 0 ? Status.DEGRADED : Status.OK,
        Text.format(
            "%,d luật được chứng minh, %,d hỏng, %,d đang chờ, %,d không chứng minh được",
            "%,d rules proven, %,d failing, %,d waiting, %,d cannot be proven",
            counts.getOrDefault(CanaryState.Standing.PROVEN, 0L),
            failing,
            counts.getOrDefault(CanaryState.Standing.WAITING, 0L),
            counts.getOrDefault(CanaryState.Standing.UNPROVABLE, 0L)));
  }
}
