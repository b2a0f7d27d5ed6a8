package songlam.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.console.RunningPlatform;

/** The pages of the platform in a real browser: sound in both themes, and they do what they say. */
class PagesBrowserIT {
  private static final String PASSWORD = "mat-khau-du-dai";

  @TempDir static Path folder;
  private static RunningPlatform platform;
  private static Browser browser;
  private static Page page;

  @BeforeAll
  static void start() throws IOException {
    int port = RunningPlatform.freePort();
    Path assets =
        Files.writeString(
            folder.resolve("assets.yml"),
            """
            assets:
              - name: cam-01
                title: Camera ngã tư chợ Vinh
                networks: [192.0.2.10]
                roles: [camera]
                place: {name: Phường Thành Vinh, commune: "16681", lat: 18.675, lon: 105.66}
            """);
    platform =
        new RunningPlatform(
            folder,
            0,
            "inputs:\n  syslog: {kind: udp, type: json, port: "
                + port
                + "}\nassets: "
                + assets
                + "\n");
    send(port, "{\"không phải JSON");
    send(port, "{\"message\": \"một\"}");
    browser = new Browser();
    page = browser.open();
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.navigate(platform.platform().firstSignIn().orElseThrow());
    page.getByLabel("Mật khẩu mới").fill(PASSWORD);
    page.getByLabel("Nhập lại mật khẩu").fill(PASSWORD);
    page.getByRole(AriaRole.BUTTON, named("Lưu")).click();
    assertThat(page.getByRole(AriaRole.NAVIGATION)).isVisible();
  }

  @AfterAll
  static void stop() {
    browser.close();
    platform.close();
  }

  @Test
  void theMapHasATableBesideIt() throws IOException {
    open("/map");
    assertThat(page.locator("[data-drawn]")).isVisible();
    assertSoundInBothThemes();
    page.getByText("Bảng", exactly()).click();
    page.getByRole(AriaRole.BUTTON, named("Camera ngã tư chợ Vinh")).click();
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY)).containsText("Phường Thành Vinh");
    assertSoundInBothThemes();
  }

  @Test
  void theLedgerAddsUpAndShowsWhatWasRejected() throws IOException {
    open("/ledger");
    Locator row = page.getByRole(AriaRole.BUTTON, named("syslog"));
    row.click();
    assertThat(page.getByText(Pattern.compile("Sai cú pháp: 1"))).isVisible();
    page.getByRole(AriaRole.BUTTON, named("byte")).first().click();
    assertThat(page.locator("pre")).containsText("không phải JSON");
    assertSoundInBothThemes();
  }

  @Test
  void theLedgerTurnsRedWhenADocumentIsDeletedBehindItsBack() throws Exception {
    open("/ledger");
    Locator verdict = page.getByRole(AriaRole.STATUS).filter(hasText("khớp"));
    assertThat(verdict).hasAttribute("data-status", "ok");
    platform.loseADocument();
    LocatorAssertions.HasAttributeOptions patience =
        new LocatorAssertions.HasAttributeOptions().setTimeout(40_000);
    assertThat(verdict).hasAttribute("data-status", "down", patience);
    assertThat(verdict).containsText("◆ Có chỗ không khớp");
    assertThat(page.getByText(Pattern.compile("kho chỉ đếm được \\d+: lệch 1"))).isVisible();
    String red = "el => getComputedStyle(el).color";
    assertEquals(page.getByText(Pattern.compile("lệch 1")).evaluate(red), verdict.evaluate(red));
    assertSoundInBothThemes();
  }

  @Test
  void everyTabSaysHowItsPipelineStands() throws IOException {
    for (String pipeline : List.of("traffic", "press", "field-report", "service")) {
      open("/pipelines/" + pipeline);
      assertThat(page.getByRole(AriaRole.COMPLEMENTARY).locator("h2").first()).isVisible();
      assertSoundInBothThemes();
    }
  }

  @Test
  void healthNamesEveryPart() throws IOException {
    open("/health");
    assertThat(page.getByText("Cửa nhận syslog")).isVisible();
    assertThat(page.getByText(Pattern.compile("luật Sigma"))).isVisible();
    assertSoundInBothThemes();
    open("/notifications");
    assertThat(page.getByText("Chưa gửi thông báo nào")).isVisible();
    assertSoundInBothThemes();
  }

  @Test
  void anAccountAndATokenAreMadeAndTakenBack() throws IOException {
    open("/accounts");
    page.getByLabel("Tên tài khoản").fill("minh");
    page.getByLabel("Họ tên").fill("Trần Văn Minh");
    page.getByRole(AriaRole.BUTTON, named("Tạo tài khoản")).click();
    assertThat(page.getByText(Pattern.compile("/sign-in#token="))).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Đã ghi lại, ẩn đi")).click();
    page.getByRole(AriaRole.BUTTON, named("Khoá minh").setExact(true)).click();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Mở khoá minh"))).isVisible();

    page.getByLabel("Dùng cho").fill("màn hình sảnh");
    page.getByLabel("Vai trò").last().selectOption("viewer");
    page.getByRole(AriaRole.BUTTON, named("Tạo mã")).click();
    assertThat(page.getByText(Pattern.compile("/sign-in#display="))).isVisible();
    assertSoundInBothThemes();
    page.getByRole(AriaRole.BUTTON, named("Thu hồi màn hình sảnh")).click();
    page.getByRole(AriaRole.BUTTON, named("Bấm lần nữa để thu hồi")).click();
    assertThat(page.getByText("Đã thu hồi mã màn hình sảnh")).isVisible();
  }

  private static void open(String path) {
    page.navigate(platform.platform().url() + path);
  }

  private static void assertSoundInBothThemes() throws IOException {
    assertSound();
    page.getByLabel("Chuyển sang nền sáng").click();
    assertThat(page.locator("html")).hasAttribute("data-mantine-color-scheme", "light");
    browser.settle(page);
    assertThat(page.getByRole(AriaRole.TOOLTIP)).hasCount(0);
    try {
      assertSound();
    } finally {
      page.getByLabel("Chuyển sang nền tối").click();
      browser.settle(page);
      assertThat(page.getByRole(AriaRole.TOOLTIP)).hasCount(0);
    }
  }

  private static void assertSound() throws IOException {
    assertEquals(List.of(), browser.violations(page), page.url());
    assertEquals(List.of(), browser.forbidden(page), page.url());
    assertEquals(List.of(), browser.foreign());
    assertEquals(List.of(), browser.errors());
  }

  private static void send(int port, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
