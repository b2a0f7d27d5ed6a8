package songlam.console.notify;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Severity;

/**
 * Plain-text mail over SMTP (RFC 5321) in one language. A reply of 5xx is for good (4.2.1), all
 * else may be tried again.
 */
public final class MailChannel implements Channel {
  private final MailClient client;
  private final Settings settings;
  private final Language language;

  /**
   * @param tls {@code none}, {@code starttls} or {@code tls}
   * @param authority PEM file of who signed the server's certificate, null for what the JDK trusts
   * @param user null without sign-in
   * @param password null without sign-in
   */
  public record Settings(
      String host,
      int port,
      String tls,
      @Nullable Path authority,
      @Nullable String user,
      @Nullable String password,
      String from,
      List<String> to) {
    public Settings {
      to = List.copyOf(to);
    }
  }

  public MailChannel(Vertx vertx, Settings settings, Language language) {
    this.settings = settings;
    this.language = language;
    MailConfig config =
        new MailConfig()
            .setHostname(settings.host())
            .setPort(settings.port())
            .setSsl(settings.tls().equals("tls"))
            .setStarttls(
                settings.tls().equals("starttls")
                    ? StartTLSOptions.REQUIRED
                    : StartTLSOptions.DISABLED)
            .setHostnameVerificationAlgorithm("HTTPS")
            .setLogin(settings.user() == null ? LoginOption.DISABLED : LoginOption.REQUIRED);
    if (settings.authority() != null) {
      config.setTrustOptions(new PemTrustOptions().addCertPath(settings.authority().toString()));
    }
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
    MailMessage message =
        new MailMessage()
            .setFrom(settings.from())
            .setTo(settings.to())
            .setSubject(oneLine(subject(notice)))
            .setText(language.of(notice.reason()) + "\n\n" + notice.link() + "\n");
    return client
        .sendMail(message)
        .<Void>mapEmpty()
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof SMTPException smtp && smtp.isPermanent()
                        ? new RefusedException(oneLine(String.valueOf(smtp.getMessage())), smtp)
                        : failure))
        .toCompletionStage();
  }

  private String subject(Notice notice) {
    boolean isVietnamese = language == Language.VI;
    String mark = !notice.simulated() ? "" : isVietnamese ? "[MÔ PHỎNG] " : "[SIMULATION] ";
    String incident = isVietnamese ? "Sự cố: " : "Incident: ";
    return mark
        + ("[Sông Lam][" + language.of(Severity.of(notice.severity())) + "] ")
        + (notice.kind().equals(Notice.INCIDENT) ? incident : "")
        + language.of(notice.title());
  }

  /** A line feed in a subject would begin a new header. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n]+", " ");
  }
}
