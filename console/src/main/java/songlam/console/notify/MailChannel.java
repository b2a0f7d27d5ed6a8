package songlam.console.notify;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Plain-text mail over SMTP (RFC 5321), Vietnamese first, English below. */
public final class MailChannel implements Channel {
  private final MailClient client;
  private final Settings settings;

  /**
   * @param tls {@code none}, {@code starttls} or {@code tls}
   * @param user null without sign-in
   * @param password null without sign-in
   */
  public record Settings(
      String host,
      int port,
      String tls,
      @Nullable String user,
      @Nullable String password,
      String from,
      List<String> to) {
    public Settings {
      to = List.copyOf(to);
    }
  }

  public MailChannel(Vertx vertx, Settings settings) {
    this.settings = settings;
    MailConfig config =
        new MailConfig()
            .setHostname(settings.host())
            .setPort(settings.port())
            .setSsl(settings.tls().equals("tls"))
            .setStarttls(
                settings.tls().equals("starttls")
                    ? StartTLSOptions.REQUIRED
                    : StartTLSOptions.DISABLED)
            .setLogin(settings.user() == null ? LoginOption.DISABLED : LoginOption.REQUIRED);
    if (settings.user() != null) {
      config.setUsername(settings.user()).setPassword(settings.password());
    }
    this.client = MailClient.create(vertx, config);
  }

  @Override
  public String name() {
    return "mail:" + String.join(",", settings.to());
  }

  @Override
  public CompletionStage<Void> deliver(Notice notice) {
    String mark = notice.simulated() ? "[MÔ PHỎNG] " : "";
    MailMessage message =
        new MailMessage()
            .setFrom(settings.from())
            .setTo(settings.to())
            .setSubject(
                oneLine(mark + "[Sông Lam][" + notice.severity() + "] " + notice.title().vi()))
            .setText(
                notice.reason().vi()
                    + "\n\n"
                    + notice.title().en()
                    + "\n"
                    + notice.reason().en()
                    + "\n\n"
                    + notice.link()
                    + "\n");
    return client.sendMail(message).<Void>mapEmpty().toCompletionStage();
  }

  /** A line feed in a subject would begin a new header. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n]+", " ");
  }
}
