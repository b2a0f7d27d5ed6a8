package songlam.console.simulate.story;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import songlam.console.simulate.Camera;
import songlam.console.simulate.Province;
import songlam.console.simulate.Routine;
import songlam.console.simulate.Script;
import songlam.console.simulate.wire.FrigateBroker;

/**
 * What the cameras see: cars, counted every four seconds and followed one by one; few and fast, but
 * for the jams that a story asks for.
 */
public final class Streets implements Routine {
  private static final int EVERY_SECONDS = 4;
  private static final int WATCHED = 12;
  private static final int PAST_TRACKS_EVERY_MINUTES = 10;
  private static final long MINUTE = 60_000;

  private final List<Camera> all;
  private final List<Camera> watched;
  private final Random random;
  private final List<Jam> jams = new ArrayList<>();

  private record Jam(Camera camera, double from, double to) {
    boolean holds(Camera other, double second) {
      return camera.equals(other) && second >= from && second < to;
    }
  }

  public Streets(Province province, long seed) {
    this.all = province.cameras();
    this.watched = all.subList(0, WATCHED);
    this.random = new Random(seed);
  }

  /** Cars stand before this camera between these seconds after the start. */
  void jam(Camera camera, double from, double to) {
    jams.add(new Jam(camera, from, to));
  }

  @Override
  public void tell(Script script, int from, int to) {
    if (from == 0) {
      script.at(0, (wires, _) -> wires.cameras().available("online"));
      all.forEach(
          camera -> script.at(0.1, (wires, _) -> wires.cameras().status(camera.id(), "online")));
    }
    for (int second = from + 2; second < to; second += EVERY_SECONDS) {
      look(script, second);
    }
  }

  private void look(Script script, int second) {
    for (Camera camera : watched) {
      int cars = isJammed(camera, second) ? 38 + random.nextInt(8) : 3 + random.nextInt(9);
      script.at(second + 0.05, (wires, _) -> wires.cameras().count(camera.id(), "car", cars));
      if (isJammed(camera, second)) {
        follow(script, second, camera, 3 + random.nextInt(4));
      }
    }
    follow(script, second, watched.get(random.nextInt(WATCHED)), freely());
  }

  private void follow(Script script, int second, Camera camera, double speed) {
    double shown = isJammed(camera, second) ? Math.min(speed, 6) : speed;
    script.at(second + 0.1, (wires, now) -> wires.cameras().event(passing(camera, now, shown)));
  }

  private boolean isJammed(Camera camera, int second) {
    return jams.stream().anyMatch(jam -> jam.holds(camera, second));
  }

  private double freely() {
    return 32 + random.nextInt(14);
  }

  /** The tracks of one minute of the past: each carries its own time. */
  public void past(FrigateBroker broker, long minute) {
    if (minute / MINUTE % PAST_TRACKS_EVERY_MINUTES == 0) {
      watched.forEach(camera -> broker.event(passing(camera, minute, freely())));
    }
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
}
