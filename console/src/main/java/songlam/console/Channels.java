package songlam.console;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.console.notify.Channel;
import songlam.console.notify.MailChannel;
import songlam.console.notify.WebhookChannel;
import songlam.core.config.Secrets;

/** The configured ways out for urgent alerts and incidents. */
final class Channels {
  private Channels() {}

  /**
   * @throws songlam.core.config.ConfigException when a secret's reference leads nowhere
   */
  static List<Channel> of(Vertx vertx, Settings.NotifySettings settings) {
    List<Channel> channels = new ArrayList<>();
    if (settings.mailHost() != null && !settings.mailTo().isEmpty()) {
      channels.add(
          new MailChannel(
              vertx,
              new MailChannel.Settings(
                  settings.mailHost(),
                  settings.mailPort(),
                  settings.mailTls(),
                  settings.mailAuthority(),
                  settings.mailUser(),
                  secret(settings.mailPassword()),
                  settings.mailFrom(),
                  settings.mailTo()),
              settings.language()));
    }
    if (settings.webhook() != null) {
      channels.add(new WebhookChannel(vertx, settings.webhook(), secret(settings.webhookSecret())));
    }
    return channels;
  }

  private static @Nullable String secret(@Nullable String reference) {
    return reference == null ? null : Secrets.resolve(reference);
  }
}
