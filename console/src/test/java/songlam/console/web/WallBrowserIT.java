package songlam.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.console.RunningPlatform;
import songlam.core.access.Role;

/** The wall in a real browser: it says within 15 s that a feed has stopped, and heals by itself. */
class WallBrowserIT {
  private static final int WITHIN_MILLIS = 15_000;

  /** After so long the platform knows that the feed is a stream and not polled. */
  private static final int KNOWN_AS_STREAM_MILLIS = 6_000;

  private static final Pattern FIGURE = Pattern.compile("\\d");

  @TempDir Path folder;

  @Test
  void aFeedThatStopsIsToldWithinFifteenSeconds() throws Exception {
    int port = RunningPlatform.freePort();
    try (RunningPlatform platform = new RunningPlatform(folder, 0, syslog(port));
        Browser browser = new Browser()) {
      Page page = wall(browser, platform, platform.platform().newToken("sảnh", Role.VIEWER));
      Locator events = page.locator("[data-tile=events]");
      try (Sender sender = new Sender(port)) {
        assertThat(events).hasAttribute("data-standing", "fresh", within(30_000));
        assertThat(events).containsText(FIGURE);
        Thread.sleep(KNOWN_AS_STREAM_MILLIS);
      }
      long stopped = System.currentTimeMillis();
      assertThat(events).containsText("MẤT DỮ LIỆU", containsWithin(WITHIN_MILLIS));
      long told = System.currentTimeMillis() - stopped;
      assertTrue(told <= WITHIN_MILLIS, () -> "told after " + told + " ms");
      assertSound(browser, page);

      try (Sender sender = new Sender(port)) {
        assertThat(events).hasAttribute("data-standing", "fresh", within(WITHIN_MILLIS));
      }
    }
  }

  @Test
  void aServerThatIsGoneIsToldAndTheWallComesBackByItself() throws Exception {
    int port = RunningPlatform.freePort();
    int console = RunningPlatform.freePort();
    try (Browser browser = new Browser()) {
      Page page;
      try (RunningPlatform platform = new RunningPlatform(folder, console, syslog(port))) {
        page = wall(browser, platform, platform.platform().newToken("sảnh", Role.VIEWER));
        assertThat(page.locator("[data-tile]")).hasCount(6);
      }
      assertThat(page.getByRole(AriaRole.STATUS))
          .containsText("MẤT KẾT NỐI MÁY CHỦ", containsWithin(WITHIN_MILLIS));
      assertThat(page.locator("[data-tile=events]"))
          .hasAttribute("data-standing", "unreachable", within(WITHIN_MILLIS));
      try (RunningPlatform again = new RunningPlatform(folder, console, syslog(port))) {
        assertThat(page.locator("main")).not().hasAttribute("data-lost", "true", within(30_000));
        assertThat(page.locator("header [data-stream=open]")).isVisible();
        assertEquals(again.platform().url() + "/wall", page.url());
      }
    }
  }

  private static Page wall(Browser browser, RunningPlatform platform, String secret)
      throws IOException {
    Page page = browser.open();
    page.setViewportSize(1920, 1080);
    page.navigate(platform.platform().url() + "/sign-in#display=" + secret);
    assertThat(page).hasURL(Pattern.compile("/wall$"));
    assertThat(page.locator("[data-drawn]")).isVisible();
    assertReadable(page);
    assertSound(browser, page);
    return page;
  }

  /** Read from five metres: figures of 34 pixels or more, nothing to scroll. */
  private static void assertReadable(Page page) {
    for (Locator figure : page.locator("[data-tile] p:first-of-type").all()) {
      double height = figure.boundingBox().height;
      assertTrue(height >= 34, () -> "figure of " + height + " px");
    }
    Locator main = page.locator("main");
    assertEquals(1080, main.boundingBox().height, 1);
    assertEquals(1920, main.boundingBox().width, 1);
  }

  private static void assertSound(Browser browser, Page page) throws IOException {
    assertEquals(List.of(), browser.violations(page));
    assertEquals(List.of(), browser.forbidden(page));
    assertEquals(List.of(), browser.foreign());
    assertEquals(List.of(), browser.errors());
  }

  private static String syslog(int port) {
    return "inputs:\n  syslog: {kind: udp, type: syslog, port: " + port + "}\n";
  }

  private static LocatorAssertions.HasAttributeOptions within(int millis) {
    return new LocatorAssertions.HasAttributeOptions().setTimeout(millis);
  }

  private static LocatorAssertions.ContainsTextOptions containsWithin(int millis) {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(millis);
  }

  /** Sends ten syslog lines a second until it is closed. */
  private static final class Sender implements AutoCloseable {
    private final Thread thread;

    Sender(int port) {
      this.thread = Thread.ofVirtual().start(() -> run(port));
    }

    private static void run(int port) {
      byte[] line =
          "<38>1 2026-11-24T02:00:00Z web-01 sshd 1 - - Accepted password for lan".getBytes(UTF_8);
      try (DatagramSocket socket = new DatagramSocket()) {
        DatagramPacket packet =
            new DatagramPacket(line, line.length, InetAddress.getLoopbackAddress(), port);
        while (true) {
          socket.send(packet);
          Thread.sleep(100);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() throws InterruptedException {
      thread.interrupt();
      thread.join(5_000);
    }
  }
}
