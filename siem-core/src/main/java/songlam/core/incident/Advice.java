package songlam.core.incident;

import java.util.List;
import java.util.stream.Collectors;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Entity;
import songlam.core.event.Text;

/** What to do now, one sentence, with the names of those it concerns. */
final class Advice {
  private static final int NAMES = 3;

  private final Tactics tactics = new Tactics();

  /**
   * @param gravest the most urgent alert: its stage decides
   * @param alerts all alerts of the incident: their entities are named
   */
  Text now(Alert gravest, List<Alert> alerts) {
    String attackers = names(alerts, Entity.ATTACKER);
    String targets = names(alerts, Entity.TARGET);
    return switch (gravest.pipeline()) {
      case SECURITY -> security(gravest, attackers, targets);
      case TRAFFIC ->
          new Text(
              "Việc cần làm: xem camera gần nhất, báo cảnh sát giao thông hoặc đơn vị quản lý thiết"
                  + " bị.",
              "Do now: look at the nearest camera, tell the traffic police or whoever maintains the"
                  + " device.");
      case PRESS ->
          new Text(
              "Việc cần làm: đọc bài gốc, xác định cơ quan liên quan và giao trả lời.",
              "Do now: read the source article, name the agency concerned and assign a reply.");
      case FIELD_REPORT ->
          new Text(
              "Việc cần làm: kiểm tra hiện trường, chuyển đơn vị xử lý và hẹn hạn trả lời.",
              "Do now: verify on site, route to the unit in charge and set a deadline.");
      case SERVICE ->
          new Text(
              "Việc cần làm: kiểm tra máy chủ và đường truyền, báo đơn vị vận hành, thông báo cho"
                  + " người dùng.",
              "Do now: check server and link, call the operator of the service, tell its users.");
      case PLATFORM ->
          new Text(
              "Việc cần làm: mở trang sức khoẻ hệ thống và khôi phục phần bị lỗi.",
              "Do now: open the health page and bring the failed part back.");
    };
  }

  private Text security(Alert gravest, String attackers, String targets) {
    List<String> stages = tactics.of(List.of(gravest));
    String stage = stages.isEmpty() ? "" : stages.getLast();
    String from = attackers.isEmpty() ? "" : " " + attackers;
    String to = targets.isEmpty() ? "" : " " + targets;
    return switch (stage) {
      case "exfiltration", "command-and-control", "collection" ->
          new Text(
              "Việc cần làm: cô lập" + to + from + ", chặn kết nối ra ngoài, giữ nguyên chứng cứ.",
              "Do now: isolate"
                  + to
                  + from
                  + ", block the outbound connection, keep the evidence.");
      case "reconnaissance", "discovery" ->
          new Text(
              "Việc cần làm: chặn" + from + " tại tường lửa, kiểm tra cổng đang mở trên" + to + ".",
              "Do now: block" + from + " at the firewall, check open ports of" + to + ".");
      default ->
          new Text(
              "Việc cần làm: chặn" + from + ", khoá tài khoản liên quan và kiểm tra" + to + ".",
              "Do now: block" + from + ", lock the accounts concerned and examine" + to + ".");
    };
  }

  private static String names(List<Alert> alerts, String role) {
    List<String> values =
        alerts.stream()
            .flatMap(alert -> alert.entities().stream())
            .filter(entity -> entity.role().equals(role) && !entity.kind().equals("user"))
            .map(Entity::value)
            .distinct()
            .toList();
    String shown = values.stream().limit(NAMES).collect(Collectors.joining(", "));
    return values.size() <= NAMES ? shown : shown + " (+" + (values.size() - NAMES) + ")";
  }
}
