package songlam.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.TcpPort;
import songlam.console.canary.CanarySettings;
import songlam.console.notify.Language;
import songlam.core.config.Problems;
import songlam.core.config.Section;
import songlam.core.config.StrictYaml;
import songlam.core.event.Severity;
import songlam.core.journal.JournalSettings;
import songlam.core.store.DataSet;

/**
 * The configuration file, all but the inputs, which their own room reads from {@link #inputs()}.
 * Every key has a default; {@code songlam.example.yml} shows them all.
 *
 * @param node name of this node in event ids, letters, digits and hyphens
 * @param zones file of network zones, null for none
 * @param assets file of assets, null for none
 * @param rules where the installation's own rules are, and how they are released
 * @param canaries how often rules are proven
 * @param fieldReportServices file of what citizens can report, null for the shipped ones
 * @param boundaries GeoJSON of the communes, null for none
 */
public record Settings(
    String node,
    ConsoleAddress console,
    JournalSettings journal,
    StoreSettings store,
    NotifySettings notifications,
    @Nullable Path zones,
    @Nullable Path assets,
    RuleSettings rules,
    CanarySettings canaries,
    @Nullable Path fieldReportServices,
    @Nullable Path boundaries,
    Section inputs) {
  private static final String EXAMPLE = "/songlam.example.yml";

  /**
   * @param host address to bind; off loopback only TLS is spoken
   * @param port TCP port
   */
  public record ConsoleAddress(String host, int port) {
    boolean isLoopback() {
      return TcpPort.isLoopback(host);
    }

    /** Where people find it. */
    public String url(int actualPort) {
      String shown = host.equals("0.0.0.0") || host.startsWith("127.") ? "localhost" : host;
      return (isLoopback() ? "http://" : "https://") + shown + ":" + actualPort;
    }
  }

  /**
   * @param folder of the installation's own rules, null for {@code rules} in the data directory
   * @param fourEyes whether a version must be released by somebody else than its author
   */
  public record RuleSettings(@Nullable Path folder, boolean fourEyes) {}

  /**
   * @param url of a cluster, null for the embedded store
   * @param username null without sign-in
   * @param password reference to a secret, {@code env:NAME} or {@code file:PATH}
   * @param authority PEM file of who signed the cluster's certificate, null for what the JDK trusts
   * @param heapMegabytes heap of the embedded store
   * @param retention what is kept of each data set that is named
   * @param otherwise what is kept of all others
   */
  public record StoreSettings(
      @Nullable String url,
      @Nullable String username,
      @Nullable String password,
      @Nullable Path authority,
      int heapMegabytes,
      Map<DataSet, Retention> retention,
      Retention otherwise) {
    public StoreSettings {
      retention = Map.copyOf(retention);
    }
  }

  /**
   * How much of a data set is kept.
   *
   * @param keep events older than this are deleted
   * @param megabytes when it takes more on disk, the oldest go
   */
  public record Retention(Duration keep, long megabytes) {
    private static final Retention DEFAULT = new Retention(Duration.ofDays(90), 51_200);
    private static final Retention MANY = new Retention(Duration.ofDays(30), 51_200);
    private static final Retention OWN_LOG = new Retention(Duration.ofDays(30), 5_120);

    private static Map<DataSet, Retention> defaults() {
      return Map.of(DataSet.FLOW, MANY, DataSet.NETWORK, MANY, DataSet.PLATFORM, OWN_LOG);
    }
  }

  /**
   * @param severity the least that is sent
   * @param language of the mails; webhooks get both
   * @param mailAuthority PEM file of who signed the mail server's certificate, null for what the
   *     JDK trusts
   * @param mailPassword reference to a secret
   * @param webhook address, null for none
   * @param webhookSecret reference to a secret, null to send unsigned
   */
  public record NotifySettings(
      Severity severity,
      Language language,
      @Nullable String mailHost,
      int mailPort,
      String mailTls,
      @Nullable Path mailAuthority,
      @Nullable String mailUser,
      @Nullable String mailPassword,
      String mailFrom,
      List<String> mailTo,
      @Nullable String webhook,
      @Nullable String webhookSecret) {
    public NotifySettings {
      mailTo = List.copyOf(mailTo);
    }
  }

  /**
   * Reads the file.
   *
   * @throws songlam.core.config.ConfigException with every problem, file and line
   */
  public static Settings read(Path file) {
    Problems problems = new Problems();
    Settings settings = read(StrictYaml.file(file, problems));
    problems.throwIfAny();
    return settings;
  }

  /** What holds when there is no file: the shipped example, which shows every key. */
  public static Settings defaults() {
    Problems problems = new Problems();
    try (InputStream in = Settings.class.getResourceAsStream(EXAMPLE)) {
      if (in == null) {
        throw new IllegalStateException(EXAMPLE + " is missing from the jar");
      }
      Settings settings =
          read(StrictYaml.text(EXAMPLE, new String(in.readAllBytes(), UTF_8), problems));
      problems.throwIfAny();
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Settings read(Section top) {
    Settings settings =
        new Settings(
            top.text("node", "n1"),
            console(top.section("console")),
            journal(top.section("journal")),
            store(top.section("store")),
            notifications(top.section("notifications")),
            path(top, "zones"),
            path(top, "assets"),
            rules(top.section("rules")),
            canaries(top.section("canaries")),
            path(top, "field_report_services"),
            path(top, "boundaries"),
            top.section("inputs"));
    if (!settings.node().matches("[A-Za-z0-9]{1,16}")) {
      top.wrong("node", settings.node(), "1 to 16 letters and digits");
    }
    top.done();
    return settings;
  }

  /** The same with this map of the network and these inputs. */
  Settings with(Path mapOfZones, Path mapOfAssets, Section otherInputs) {
    return new Settings(
        node,
        console,
        journal,
        store,
        notifications,
        mapOfZones,
        mapOfAssets,
        rules,
        canaries,
        fieldReportServices,
        boundaries,
        otherInputs);
  }

  private static ConsoleAddress console(Section section) {
    ConsoleAddress address =
        new ConsoleAddress(
            section.text("host", "127.0.0.1"), (int) section.number("port", 9443, 0, 65_535));
    section.done();
    return address;
  }

  private static JournalSettings journal(Section section) {
    JournalSettings defaults = JournalSettings.DEFAULTS;
    JournalSettings settings =
        new JournalSettings(
            section.choice("durability", JournalSettings.Durability.class, defaults.durability()),
            section.number("disk_budget_mb", defaults.diskBudgetBytes() >> 20, 64, 1L << 24) << 20,
            section.span("keep", defaults.keep()),
            section.number("segment_mb", defaults.segmentBytes() >> 20, 1, 4_096) << 20);
    section.done();
    return settings;
  }

  private static StoreSettings store(Section section) {
    StoreSettings settings =
        new StoreSettings(
            section.optionalText("url"),
            section.optionalText("username"),
            section.optionalText("password"),
            path(section, "authority"),
            (int) section.number("heap_mb", 1_024, 512, 32_768),
            retentions(section.section("retention")),
            retention(section, Retention.DEFAULT));
    section.done();
    return settings;
  }

  private static Map<DataSet, Retention> retentions(Section section) {
    Map<DataSet, Retention> retentions = new EnumMap<>(Retention.defaults());
    for (DataSet set : DataSet.values()) {
      if (section.has(set.label())) {
        Section own = section.section(set.label());
        retentions.put(set, retention(own, retentions.getOrDefault(set, Retention.DEFAULT)));
        own.done();
      }
    }
    section.done();
    return retentions;
  }

  private static Retention retention(Section section, Retention absent) {
    return new Retention(
        section.span("keep", absent.keep()),
        section.number("size_mb", absent.megabytes(), 64, 1L << 24));
  }

  private static NotifySettings notifications(Section section) {
    Section mail = section.section("mail");
    Section webhook = section.section("webhook");
    NotifySettings settings =
        new NotifySettings(
            section.converted("severity", Severity.HIGH, "a severity, such as high", Severity::of),
            section.choice("language", Language.class, Language.VI),
            mail.optionalText("host"),
            (int) mail.number("port", 587, 1, 65_535),
            mail.text("tls", "starttls"),
            path(mail, "authority"),
            mail.optionalText("user"),
            mail.optionalText("password"),
            mail.text("from", "songlam@localhost"),
            mail.texts("to"),
            webhook.optionalText("url"),
            webhook.optionalText("secret"));
    if (!List.of("none", "starttls", "tls").contains(settings.mailTls())) {
      mail.wrong("tls", settings.mailTls(), "none, starttls or tls");
    }
    mail.done();
    webhook.done();
    section.done();
    return settings;
  }

  private static RuleSettings rules(Section section) {
    RuleSettings settings =
        new RuleSettings(path(section, "folder"), section.flag("four_eyes", false));
    section.done();
    return settings;
  }

  private static CanarySettings canaries(Section section) {
    CanarySettings defaults = CanarySettings.DEFAULTS;
    CanarySettings settings =
        new CanarySettings(
            section.flag("enabled", defaults.enabled()),
            section.span("every", defaults.every()),
            section.span("spacing", defaults.spacing()),
            section.span("first", defaults.first()),
            section.span("patience", defaults.patience()));
    section.done();
    return settings;
  }

  private static @Nullable Path path(Section section, String key) {
    String text = section.optionalText(key);
    return text == null ? null : Path.of(text);
  }
}
