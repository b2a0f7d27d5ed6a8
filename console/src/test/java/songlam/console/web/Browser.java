package songlam.console.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.testing.Peers;

/**
 * Debian's chromium, watched: what it asks of other hosts, what the policy forbids, what axe says.
 * One program for all tests of a JVM, with people of their own for each. For one thread.
 */
final class Browser implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static final Path AXE = Path.of("src/main/web/node_modules/axe-core/axe.min.js");
  // A machine that builds beside this is slow to draw a page.
  private static final double PATIENCE_MILLIS = 60_000;
  private static final String WATCH_POLICY =
      "window.forbidden = [];"
          + "document.addEventListener('securitypolicyviolation', e =>"
          + " window.forbidden.push(e.violatedDirective + ' ' + e.blockedURI));";
  private static final String RUN_AXE =
      "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
          + ".then(r => JSON.stringify(r.violations.map(v =>"
          + " v.id + ' at ' + v.nodes.map(n => n.html).join(' and '))))";

  private static com.microsoft.playwright.@Nullable Browser running;

  private final com.microsoft.playwright.Browser browser;
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> foreign = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  Browser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Path chromium = Peers.require("chromium", "chromium");
    Path node = Peers.require("node", "nodejs");
    if (running == null) {
      running = start(chromium, node);
    }
    this.browser = running;
  }

  /** Ends with the test JVM: to start it takes longer than many a test. */
  private static com.microsoft.playwright.Browser start(Path chromium, Path node) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    return playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(FLAGS));
  }

  /** A page of a person of its own, 1440 by 900. */
  Page open() {
    BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1440, 900));
    contexts.add(context);
    context.addInitScript(WATCH_POLICY);
    Page page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onRequest(
        request -> {
          URI uri = URI.create(request.url());
          if (uri.getHost() != null && !uri.getHost().equals("localhost")) {
            foreign.add(request.url());
          }
        });
    page.onPageError(errors::add);
    return page;
  }

  /** Requests that left for another host, so far. */
  List<String> foreign() {
    return List.copyOf(foreign);
  }

  /** Exceptions nobody caught in a page, so far. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** What the Content-Security-Policy has stopped on this page. */
  List<String> forbidden(Page page) {
    return strings(evaluate(page, "JSON.stringify(window.forbidden)"));
  }

  /** What axe finds wrong with the page as it is now. */
  List<String> violations(Page page) throws IOException {
    evaluate(page, Files.readString(AXE));
    return strings(evaluate(page, RUN_AXE));
  }

  /** Waits until nothing moves any more, so that axe sees colours as they stay. */
  void settle(Page page) {
    page.mouse().move(0, 0);
    evaluate(
        page, "Promise.allSettled(document.getAnimations().map(a => a.finished)).then(() => '[]')");
  }

  /** By the debugger: the policy of the page forbids it to evaluate text. */
  private static String evaluate(Page page, String script) {
    CDPSession session = page.context().newCDPSession(page);
    JsonObject parameters = new JsonObject();
    parameters.addProperty("expression", script);
    parameters.addProperty("awaitPromise", true);
    parameters.addProperty("returnByValue", true);
    JsonObject result = session.send("Runtime.evaluate", parameters).getAsJsonObject("result");
    session.detach();
    JsonElement value = result.get("value");
    return value == null || value.isJsonNull() ? "[]" : value.getAsString();
  }

  private static List<String> strings(String json) {
    List<String> strings = new ArrayList<>();
    JsonArray array = JsonParser.parseString(json).getAsJsonArray();
    array.forEach(element -> strings.add(element.getAsString()));
    return strings;
  }

  @Override
  public void close() {
    contexts.forEach(BrowserContext::close);
  }
}
