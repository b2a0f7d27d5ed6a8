package songlam.core.event;

/**
 * THE table of bounds beyond which something is let go, cut or shown no more. The ledger has those
 * that cost a record ({@link Reason}); all others are here, so that none is silent: {@link Caps}
 * counts them, the health page and the metrics show them, the manual's page on limits names them.
 */
public enum Cap {
  QUARANTINE(
      "quarantine",
      100_000,
      "Bản ghi trong khu cách ly; bản ghi cũ nhất phải bỏ",
      "Records in quarantine; the oldest go"),
  FAULTS(
      "faults",
      10_000,
      "Lỗi của nguồn được giữ riêng; lỗi mới chỉ được đếm",
      "Faults of sources kept apart; new ones are only counted"),
  PACK_MEMORY(
      "pack.memory",
      200_000,
      "Khoá mà một luật theo dõi; khoá lâu không đụng tới bị bỏ",
      "Keys a rule watches; the least recently touched go"),
  LATE_JOIN(
      "late.join",
      100_000,
      "Sự kiện đọc lại để ghép sự kiện đến muộn với sự kiện đúng giờ; nhiều hơn thì chỉ xét riêng",
      "Events read again to join late ones with on-time ones; beyond, late ones are told apart"),
  LATE_FOUND(
      "late.found",
      4 << 20,
      "Byte một cảnh báo tìm thấy khi ghép sự kiện đến muộn; bằng chứng ở giữa không được giữ",
      "Bytes of an alert found by joining late events; evidence from its middle is not kept"),
  NETFLOW_EXPORTERS(
      "netflow.exporters",
      4_096,
      "Thiết bị gửi luồng được nhớ; thiết bị im lặng lâu nhất bị quên cùng khuôn mẫu",
      "Flow exporters remembered; the longest silent is forgotten with its templates"),
  NETFLOW_TEMPLATES(
      "netflow.templates",
      2_048,
      "Khuôn mẫu của một thiết bị gửi luồng; khuôn mẫu thêm không được nhận",
      "Templates of one flow exporter; further ones are not taken"),
  NETFLOW_NAMES(
      "netflow.names",
      65_536,
      "Tên giao diện hoặc ứng dụng của một thiết bị gửi luồng; tên thêm không được nhận",
      "Names of interfaces or applications of one flow exporter; further ones are not taken"),
  NETFLOW_WAITING(
      "netflow.waiting",
      4 << 20,
      "Byte dữ liệu luồng chờ khuôn mẫu; phần cũ nhất bị bỏ",
      "Bytes of flow data waiting for a template; the oldest are given up"),
  SENSOR_FLOWS(
      "sensor.flows",
      100_000,
      "Luồng bộ cảm biến theo dõi; luồng im lặng lâu nhất được báo sớm",
      "Flows the sensor follows; the longest silent is reported early"),
  SENSOR_MEMORY(
      "sensor.memory",
      64 << 20,
      "Byte chờ được đọc hoặc được trả lời trong mọi luồng; luồng im lặng lâu nhất được báo sớm",
      "Bytes waiting in all flows to be read or answered; the longest silent are reported early"),
  SENSOR_TRANSACTIONS(
      "sensor.transactions",
      64,
      "Câu hỏi DNS, HTTP, RTSP chờ trả lời trong một kết nối; câu cũ nhất ra không kèm trả lời",
      "DNS, HTTP or RTSP questions waiting in one conversation; the oldest comes out unanswered"),
  SENSOR_REASSEMBLY(
      "sensor.reassembly",
      256 << 10,
      "Byte đến trước chỗ hổng của một kết nối TCP; phần còn lại không được đọc",
      "Bytes ahead of a hole in a TCP connection; the rest of it is not read"),
  SENSOR_HEADS(
      "sensor.heads",
      64 << 10,
      "Byte phần đầu của một thông điệp HTTP hoặc RTSP; phần còn lại không được đọc",
      "Bytes in the head of an HTTP or RTSP message; the rest of the connection is not read"),
  SENSOR_HEADERS(
      "sensor.headers",
      128,
      "Dòng đầu đề của một thông điệp HTTP hoặc RTSP; dòng thêm bị bỏ qua",
      "Header lines of an HTTP or RTSP message; further ones are left out"),
  SENSOR_ANSWERS(
      "sensor.answers",
      64,
      "Câu trả lời trong một thông điệp DNS; câu thêm bị bỏ qua",
      "Answers in one DNS message; further ones are left out"),
  SENSOR_HELLO(
      "sensor.hello",
      256,
      "Bộ mã hoặc giao thức mà một lời chào TLS đưa ra; cái thêm không được hiện",
      "Ciphers or protocols that one TLS hello offers; further ones are not shown"),
  FEED_MEMORY(
      "feed.memory",
      20_000,
      "Địa chỉ bài báo đã thấy của một cửa nhận; bài cũ nhất có thể được nhận lại",
      "Addresses of articles one input has seen; the oldest may be taken again"),
  SITUATION_REPORTS(
      "situation.reports",
      20_000,
      "Phản ánh đang mở giữ cho bản đồ; phản ánh cũ nhất không còn được giữ",
      "Open field reports held for the map; the oldest is no longer held"),
  SITUATION_PRESS(
      "situation.press",
      500,
      "Bài báo giữ cho trang báo chí; bài cũ nhất không còn được giữ",
      "Articles held for the press page; the oldest is no longer held"),
  SITUATION_THINGS(
      "situation.things",
      20_000,
      "Camera, dịch vụ, bộ đếm xe được giữ hiện trạng; cái mới không được giữ",
      "Cameras, services and counts whose state is held; a new one is not held"),
  DESK_QUEUE(
      "desk.queue",
      50_000,
      "Cảnh báo chờ kho dữ liệu; tương quan chậm lại",
      "Alerts waiting for the store; correlation is slowed down"),
  MAP_ALERTS(
      "map.alerts",
      1_000,
      "Cảnh báo đang mở được xét cho bản đồ; cảnh báo kém khẩn cấp hơn không hiện",
      "Open alerts looked at for the map; less urgent ones are not shown"),
  LIVE_MEMORY(
      "live.memory",
      2_000,
      "Tin đẩy giữ cho trang vừa mất kết nối; trang phải tải lại",
      "Pushes kept for a page that was away; it loads afresh"),
  LIVE_SLOW(
      "live.slow",
      4 << 20,
      "Byte chờ gửi tới một trang; trang quá chậm bị ngắt để tự nối lại",
      "Bytes waiting for one page; one too slow is cut off and comes back"),
  TRIALS(
      "rule.trials",
      50,
      "Lần thử luật được nhớ; lần đã xong cũ nhất bị quên",
      "Trials of rules remembered; the oldest that is over is forgotten"),
  CASE_EVENTS(
      "rule.case",
      2_000,
      "Sự kiện của một ca thử làm từ kết luận; sự kiện sau đó không nằm trong ca",
      "Events of a case made of a verdict; later ones are not in it"),
  OUTBOX(
      "outbox",
      1_000,
      "Thông báo đã gửi còn ghi lại; thông báo cũ nhất bị bỏ",
      "Notices on record; the oldest settled ones go"),
  OUTBOX_TRIES(
      "outbox.tries",
      30,
      "Lần thử gửi một thông báo; sau đó thôi",
      "Tries to deliver a notice; then it is given up"),
  SIGN_IN_KEYS(
      "sign_in.keys",
      10_000,
      "Tên và địa chỉ đăng nhập sai được nhớ; cái cũ nhất được quên",
      "Names and addresses of failed sign-ins remembered; the oldest is forgotten"),
  UNDO(
      "undo",
      20_000,
      "Thao tác còn hoàn tác được; thao tác cũ nhất không hoàn tác được nữa",
      "Acts that can be taken back; the oldest can no longer be"),
  HTTP_BODY(
      "http.body",
      1 << 20,
      "Byte của một yêu cầu API (phản ánh Open311: 65.536); yêu cầu lớn hơn bị trả 413",
      "Bytes of an API request (Open311 reports: 65,536); a larger one is answered 413"),
  HTTP_IMPORT(
      "http.import",
      16 << 20,
      "Byte của một tệp ZIP luật gửi qua API; tệp lớn hơn bị trả 413",
      "Bytes of a ZIP file of rules sent over the API; a larger one is answered 413"),
  HTTP_CONNECTIONS(
      "http.connections",
      4_096,
      "Kết nối tới giao diện, một bên tối đa nửa số đó; kết nối thêm bị đóng",
      "Connections to the console, half of them from one peer; further ones are closed"),
  HTTP_SLOW(
      "http.slow",
      30,
      "Giây một kết nối không hỏi gì, hoặc gửi thân quá chậm; sau đó bị đóng",
      "Seconds a connection asks nothing, or sends a body too slowly; then it is closed"),
  VERDICTS_READ(
      "rule.verdicts",
      20_000,
      "Cảnh báo đã đóng được đọc để tính độ chính xác của luật; cảnh báo cũ hơn không tính",
      "Closed alerts read for the precision of rules; older ones do not count");

  private final String label;
  private final long limit;
  private final Text about;

  Cap(String label, long limit, String vi, String en) {
    this.label = label;
    this.limit = limit;
    this.about = new Text(vi, en);
  }

  /** The name as shown in JSON, metrics and the manual. */
  public String label() {
    return label;
  }

  /** How many there may be. */
  public long limit() {
    return limit;
  }

  /** {@link #limit()} where a count of things in memory is meant. */
  public int most() {
    return Math.toIntExact(limit);
  }

  /** What it bounds, and what happens beyond. */
  public Text about() {
    return about;
  }
}
