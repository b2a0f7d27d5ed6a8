package songlam.console.simulate.story;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import songlam.console.simulate.Camera;
import songlam.console.simulate.Province;
import songlam.console.simulate.Routine;
import songlam.console.simulate.Script;
import songlam.console.simulate.Wires;
import songlam.console.simulate.wire.Report;
import songlam.console.simulate.wire.ServiceRequests;

/**
 * Citizens report this and that, here and there, and the agencies answer within the hour, so that
 * nothing falls due: the reports come in one by one over Open311, the answers from the agencies'
 * case system.
 */
public final class Citizens implements Routine {
  private static final int FIRST_SECONDS = 6;
  private static final int LEAST_SECONDS = 50;
  private static final int SPREAD_SECONDS = 50;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long PAST_EVERY = 20 * MINUTE;

  private final Random random;
  private final List<Topic> topics = new ArrayList<>();
  private final List<Sent> waiting = new ArrayList<>();
  private final Deque<Told> past = new ArrayDeque<>();
  private int next = FIRST_SECONDS;
  private int drawn;

  /** Kinds of the shipped list, their hours to answer, and what people write. */
  private enum Kind {
    DRAINAGE(24, "Cống trước nhà bị tắc, nước rút chậm."),
    ROAD(72, "Mặt đường có ổ gà sâu, xe máy dễ ngã."),
    LIGHTING(48, "Đoạn đường này mất đèn đã hai tối."),
    WASTE(48, "Rác để từ hôm qua chưa được thu gom."),
    ORDER(24, "Quán hát mở loa lớn sau 22 giờ."),
    PROCEDURE(120, "Xin hỏi hồ sơ đã nộp tuần trước.");

    private final int hours;
    private final String words;

    Kind(int hours, String words) {
      this.hours = hours;
      this.words = words;
    }
  }

  /** What people of one commune report. */
  private record Topic(Kind kind, List<Camera> places) {}

  private record Sent(String id, Report report, long at, long answerAt) {}

  private record Told(String id, Report report, String status, long requestedAt, long updatedAt) {}

  public Citizens(Province province, long seed) {
    this.random = new Random(seed);
    Map<String, List<Camera>> communes = new LinkedHashMap<>();
    for (Camera camera : province.cameras()) {
      communes.computeIfAbsent(camera.communeCode(), _ -> new ArrayList<>()).add(camera);
    }
    for (Kind kind : Kind.values()) {
      communes.values().forEach(places -> topics.add(new Topic(kind, places)));
    }
    Collections.shuffle(topics, random);
  }

  @Override
  public void tell(Script script, int from, int to) {
    for (; next < to; next += LEAST_SECONDS + random.nextInt(SPREAD_SECONDS)) {
      Report report = draw();
      script.at(next, (wires, at) -> send(wires, report, at));
    }
    script.at(from + 30.5, (wires, at) -> answer(wires.answers(), at));
  }

  /** Sends a report that will be answered in its time. */
  void send(Wires wires, Report report, long at) throws IOException, InterruptedException {
    String id = wires.console().report(report);
    waiting.add(new Sent(id, report, at, at + (15 + random.nextInt(45)) * MINUTE));
  }

  private void answer(ServiceRequests system, long now) throws IOException {
    for (Sent sent : List.copyOf(waiting)) {
      if (sent.answerAt() <= now) {
        waiting.remove(sent);
        Report report = sent.report();
        system.tell(sent.id(), report, "closed", sent.at(), now, due(report, sent.at()));
      }
    }
  }

  /** Makes up the reports of the past: all of them answered, the youngest a minute ago. */
  public void recall(long from, long now) {
    List<Told> told = new ArrayList<>();
    for (long at = from; at < now - 3 * MINUTE; at += PAST_EVERY) {
      Report report = draw();
      String id = "pa-" + new UUID(random.nextLong(), random.nextLong());
      long answered = Math.min(at + (15 + random.nextInt(45)) * MINUTE, now - 2 * MINUTE);
      told.add(new Told(id, report, "open", at, at));
      told.add(new Told(id, report, "closed", at, answered));
    }
    told.sort(Comparator.comparingLong(Told::updatedAt));
    past.addAll(told);
  }

  /** Tells what was recalled, up to this moment. */
  public void past(ServiceRequests system, long until) throws IOException {
    while (!past.isEmpty() && past.peek().updatedAt() < until) {
      Told one = past.remove();
      system.tell(
          one.id(),
          one.report(),
          one.status(),
          one.requestedAt(),
          one.updatedAt(),
          due(one.report(), one.requestedAt()));
    }
  }

  /** Round and round: every kind from every commune comes before any comes again. */
  Report draw() {
    Topic topic = topics.get(drawn++ % topics.size());
    Camera place = topic.places().get(random.nextInt(topic.places().size()));
    String address = place.name() + ", " + place.commune();
    return new Report(code(topic.kind()), topic.kind().words, address, place.location());
  }

  private static long due(Report report, long at) {
    for (Kind kind : Kind.values()) {
      if (code(kind).equals(report.service())) {
        return at + kind.hours * HOUR;
      }
    }
    throw new IllegalArgumentException(report.service());
  }

  private static String code(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
