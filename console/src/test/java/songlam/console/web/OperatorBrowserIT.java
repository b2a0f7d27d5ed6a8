package songlam.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.incident.TriageState;
import songlam.core.store.IncidentSearch;

/** What operators do besides closing: mute, switch off, save views, and go by keyboard alone. */
class OperatorBrowserIT {
  private static final Attack ATTACK = new Attack(System.currentTimeMillis() - 600_000);

  private static final IncidentSearch ALL = IncidentSearch.in(Set.of(), 0);

  @TempDir Path folder;
  private SmallConsole console;
  private Browser browser;
  private Page page;

  @BeforeEach
  void start() throws TimeoutException {
    browser = new Browser();
    console = new SmallConsole(folder);
    ATTACK.alerts().forEach(console::raise);
    console.raise(ATTACK.unrelated());
    page = browser.open();
    page.navigate(console.url());
  }

  @AfterEach
  void stop() throws TimeoutException {
    console.close();
    browser.close();
  }

  @Test
  void aMuteTakesTheAlertOutOfTheQueueAtOnceAndCanBeTakenBack() throws IOException {
    signIn(SmallConsole.USER);
    Locator row = page.locator("[role=row][data-kind=alert]").filter(having("Kết nối đều đặn"));
    row.click();
    Locator panel = page.getByRole(AriaRole.COMPLEMENTARY);
    panel.getByLabel("Lý do").fill("máy quét của trung tâm");
    panel.getByText("Tắt tiếng", exactly()).click();
    assertThat(page.getByText("Đã tắt tiếng luật")).isVisible();
    assertThat(row).hasCount(0);
    assertTrue(console.alerts.get("a9").orElseThrow().muted());
    page.keyboard().press("z");
    assertThat(row).hasCount(1);
    assertFalse(console.alerts.get("a9").orElseThrow().muted());
    assertThat(page.getByText("Hiện cảnh báo tạm gác (0)")).isVisible();
    assertSound();
    assertTrue(heard("lan muted security/beaconing"), console.audit::toString);
    assertTrue(heard("lan ended mute"), console.audit::toString);
  }

  @Test
  void moreIncidentsThanAPageHoldsAreSaidAndReached() throws Exception {
    ATTACK.many(230).forEach(console::raise);
    for (int i = 0; i < 300 && console.incidents.search(ALL).total() < 231; i++) {
      Thread.sleep(100);
    }
    signIn(SmallConsole.USER);
    assertThat(page.getByText("Sự cố (231) · đang hiện 200")).isVisible();
    page.locator("[role=rowgroup]").evaluate("list => list.scrollTo(0, 200 * 30 - 100)");
    page.getByText("Tải thêm sự cố (còn 31)").click();
    assertThat(page.getByText("Tải thêm sự cố")).hasCount(0);
    page.locator("[role=rowgroup]").evaluate("list => list.scrollTo(0, 0)");
    assertThat(page.getByText("Sự cố (231)", new Page.GetByTextOptions().setExact(true)))
        .isVisible();
  }

  @Test
  void aRuleIsSwitchedOffWithAReasonAndBackOn() throws IOException {
    signIn(SmallConsole.ADMINISTRATOR);
    page.navigate(console.url() + "/rules?rule=security%2Fport-scan");
    page.getByLabel("Lý do").fill("quét thử cả tuần");
    page.getByRole(AriaRole.BUTTON, named("Tắt luật này")).click();
    assertThat(page.getByText(Pattern.compile("quét thử cả tuần"))).isVisible();
    assertTrue(heard("switched off security/port-scan"), console.audit::toString);
    assertThat(page.getByText("Đã tắt luật Quét")).isVisible();
    page.keyboard().press("z");
    assertThat(page.getByText(Pattern.compile("quét thử cả tuần"))).hasCount(0);
    assertTrue(heard("switched on security/port-scan"), console.audit::toString);
    assertSound();
  }

  @Test
  void aFewLettersLeadAnywhere() throws IOException {
    signIn(SmallConsole.USER);
    ask("luat");
    assertSound();
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("/rules"));

    String incident = console.alerts.get("a1").orElseThrow().incident();
    ask(incident);
    assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("Sự cố");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("/incidents/" + incident));

    ask("do roi vao duoc");
    assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("Sự cố");
    page.keyboard().press("Escape");

    ask("10.40.20.11");
    page.getByRole(AriaRole.OPTION, named("Cảnh báo, sự cố về")).click();
    assertThat(page.locator("[role=row][data-kind]")).hasCount(1);
    assertThat(page.locator("[role=row][data-kind]")).containsText("Kết nối đều đặn");

    page.getByRole(AriaRole.SEARCHBOX).focus();
    ask("quet cong mot may");
    assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("security/");
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  @Test
  void aViewIsSavedFoundAndForgotten() throws IOException {
    signIn(SmallConsole.USER);
    page.getByRole(AriaRole.BUTTON, button("■ Trung bình")).click();
    assertThat(page.locator("[role=row][data-kind]")).hasCount(2);
    page.getByRole(AriaRole.BUTTON, button("Cách xem đã lưu")).click();
    page.getByLabel("Tên", new Page.GetByLabelOptions().setExact(true)).fill("Ca đêm");
    page.getByRole(AriaRole.BUTTON, button("Lưu cách xem này")).click();
    assertThat(page.getByRole(AriaRole.LINK, button("Ca đêm"))).isVisible();
    assertSound();
    assertTrue(heard("lan saved view queue"), console.audit::toString);

    page.navigate(console.url() + "/rules");
    ask("ca dem");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("severity=medium"));
    assertThat(page.locator("[role=row][data-kind]")).hasCount(2);

    page.getByRole(AriaRole.BUTTON, button("Cách xem đã lưu")).click();
    page.getByRole(AriaRole.BUTTON, named("Xoá cách xem")).click();
    assertThat(page.getByText("Chưa lưu cách xem nào")).isVisible();
    assertTrue(heard("lan forgot view queue"), console.audit::toString);
  }

  /** No mouse: sign in, open the incident, look at the evidence, close it. */
  @Test
  void theKeyboardAloneIsEnough() throws IOException {
    assertThat(page.getByLabel("Tên tài khoản")).isVisible();
    tabTo(page.getByLabel("Tên tài khoản"));
    page.keyboard().type(SmallConsole.USER);
    tabTo(page.getByLabel("Mật khẩu", new Page.GetByLabelOptions().setExact(true)));
    page.keyboard().type(SmallConsole.PASSWORD);
    page.keyboard().press("Enter");

    Locator top = page.locator("[role=row][data-kind]").first();
    assertThat(top).hasAttribute("data-kind", "incident");
    page.keyboard().press("j");
    assertThat(top).hasAttribute("data-active", "true");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("/incidents/"));
    tabTo(page.getByRole(AriaRole.BUTTON, named("sự kiện làm chứng")).first());
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY)).containsText("Failed password for root");

    page.keyboard().press("e");
    assertThat(page.getByLabel("Lý do")).isFocused();
    page.keyboard().type("Đã chặn địa chỉ nguồn");
    page.keyboard().press("Control+Enter");
    assertThat(page.locator("header [data-state=closed]")).isVisible();
    assertEquals(TriageState.CLOSED, console.alerts.get("a1").orElseThrow().triage().state());
    page.keyboard().press("g");
    page.keyboard().press("q");
    assertThat(page.locator("[role=row][data-kind=incident]")).hasCount(0);
  }

  private void tabTo(Locator wanted) {
    for (int i = 0; i < 80 && !focused(wanted); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(wanted).isFocused();
  }

  private static boolean focused(Locator wanted) {
    return (Boolean) wanted.evaluate("element => element === document.activeElement");
  }

  private void ask(String text) {
    assertThat(page.getByRole(AriaRole.NAVIGATION)).isVisible();
    page.keyboard().press("Control+k");
    assertThat(page.getByRole(AriaRole.COMBOBOX)).isFocused();
    page.keyboard().type(text);
    assertThat(page.getByRole(AriaRole.OPTION).first()).isVisible();
  }

  private void signIn(String user) {
    page.getByLabel("Tên tài khoản").fill(user);
    page.getByLabel("Mật khẩu", new Page.GetByLabelOptions().setExact(true))
        .fill(SmallConsole.PASSWORD);
    page.getByRole(AriaRole.BUTTON, named("Đăng nhập")).click();
    assertThat(page.locator("[role=row][data-kind]").first()).isVisible();
  }

  private boolean heard(String what) {
    return console.audit.stream().anyMatch(line -> line.contains(what));
  }

  private void assertSound() throws IOException {
    browser.settle(page);
    assertEquals(List.of(), browser.violations(page), page.url());
    assertEquals(List.of(), browser.forbidden(page), page.url());
    assertEquals(List.of(), browser.foreign());
    assertEquals(List.of(), browser.errors());
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions button(String name) {
    return named(name).setExact(true);
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}
