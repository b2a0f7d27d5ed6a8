package songlam.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.incident.TriageState;

/** Sign-in → queue → incident → close, in a real browser against the real server. */
class QueueBrowserIT {
  private static final Attack ATTACK = new Attack(System.currentTimeMillis() - 600_000);

  @TempDir Path folder;
  private SmallConsole console;
  private Browser browser;

  @BeforeEach
  void start() throws TimeoutException {
    browser = new Browser();
    console = new SmallConsole(folder);
    ATTACK.alerts().forEach(console::raise);
  }

  @AfterEach
  void stop() throws TimeoutException {
    console.close();
    browser.close();
  }

  @Test
  void fromSignInToAClosedIncident() throws IOException {
    Page page = browser.open();
    page.navigate(console.url());
    assertThat(page).hasURL(Pattern.compile("/sign-in"));
    assertThat(page.getByLabel("Tên tài khoản")).isVisible();
    assertSound(page);
    signIn(page, "sai-mat-khau-roi");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Sai tên tài khoản");
    signIn(page, SmallConsole.PASSWORD);

    Locator top = page.locator("[role=row][data-kind]").first();
    assertThat(top).containsText("Rất cao");
    assertThat(top).hasAttribute("data-kind", "incident");
    assertThat(page.getByText("MÔ PHỎNG", exactly())).isVisible();
    assertSound(page);

    page.keyboard().press("j");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("/incidents/"));
    page.getByRole(AriaRole.BUTTON, named("sự kiện làm chứng")).first().click();
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY)).containsText("Failed password for root");
    page.getByRole(AriaRole.CHECKBOX).first().check();
    assertThat(page.getByText(Pattern.compile("lan làm lúc"))).isVisible();
    assertSound(page);

    page.keyboard().press("e");
    page.getByLabel("Đúng", new Page.GetByLabelOptions().setExact(true)).check();
    page.getByLabel("Lý do").fill("Đã chặn địa chỉ nguồn, khoá tài khoản");
    assertSound(page);
    page.keyboard().press("Control+Enter");
    assertThat(page.getByText("Đã đóng 1 sự cố")).isVisible();
    assertThat(page.locator("header [data-state=closed]")).isVisible();
    assertClosed();

    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    page.keyboard().press("z");
    assertThat(page.getByText("Đã hoàn tác")).isVisible();
    assertThat(page.locator("header [data-state=new]")).isVisible();
    assertEquals(TriageState.NEW, console.alerts.get("a1").orElseThrow().triage().state());
    assertEquals(List.of(), browser.foreign());
    assertEquals(List.of(), browser.errors());
  }

  @Test
  void whatIsNewWaitsUntilItIsAskedFor() throws IOException {
    Page page = browser.open();
    page.navigate(console.url());
    signIn(page, SmallConsole.PASSWORD);
    Locator rows = page.locator("[role=row][data-kind]");
    assertThat(rows).hasCount(5);
    List<String> before = rows.allInnerTexts();

    console.raise(ATTACK.unrelated());
    Locator fresh = page.getByRole(AriaRole.BUTTON, named("1 mới"));
    assertThat(fresh).isVisible();
    assertEquals(before, rows.allInnerTexts());
    fresh.click();
    assertThat(rows).hasCount(6);
    assertThat(page.getByText("Kết nối đều đặn")).isVisible();

    page.getByText("Kết nối đều đặn").click();
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY)).containsText("Vì sao có cảnh báo");
    page.getByLabel("Chuyển sang nền sáng").click();
    page.getByText("en", exactly()).click();
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY)).containsText("Why it fired");
    assertSound(page);
  }

  @Test
  void aOneTimeLinkAsksForAPassword() throws IOException {
    Page page = browser.open();
    String token = console.links.issue(SmallConsole.USER, System.currentTimeMillis());
    page.navigate(console.url() + "/sign-in#token=" + token);
    page.getByLabel("Mật khẩu mới").fill("mot-mat-khau-khac");
    page.getByLabel("Nhập lại mật khẩu").fill("mot-mat-khau-khac");
    assertSound(page);
    page.getByRole(AriaRole.BUTTON, named("Lưu")).click();
    assertThat(page.locator("[role=row][data-kind]").first()).isVisible();

    Page again = browser.open();
    again.navigate(console.url() + "/sign-in#token=" + token);
    assertThat(again.getByRole(AriaRole.ALERT)).containsText("Liên kết này đã dùng rồi");
  }

  private void signIn(Page page, String password) {
    page.getByLabel("Tên tài khoản").fill(SmallConsole.USER);
    page.getByLabel("Mật khẩu", new Page.GetByLabelOptions().setExact(true)).fill(password);
    page.getByRole(AriaRole.BUTTON, named("Đăng nhập")).click();
  }

  private void assertClosed() {
    String incident = console.alerts.get("a1").orElseThrow().incident();
    assertEquals(
        TriageState.CLOSED, console.incidents.get(incident).orElseThrow().triage().state());
    ATTACK
        .alerts()
        .forEach(
            alert ->
                assertEquals(
                    TriageState.CLOSED,
                    console.alerts.get(alert.id()).orElseThrow().triage().state()));
    assertTrue(console.audit.contains("lan close incident " + incident), console.audit::toString);
  }

  private void assertSound(Page page) throws IOException {
    assertEquals(List.of(), browser.violations(page), page.url());
    assertEquals(List.of(), browser.forbidden(page), page.url());
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
