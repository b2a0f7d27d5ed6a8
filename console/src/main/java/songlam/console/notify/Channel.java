package songlam.console.notify;

import java.util.concurrent.CompletionStage;

/** One way out. Does not retry: the {@link Outbox} does. Never blocks. */
public interface Channel {
  /** Unique among the configured ones, for example {@code mail:truc.ban@example.com}. */
  String name();

  /**
   * Completes when the other side has taken it, fails with the reason when not: with a {@link
   * RefusedException} when it never will.
   */
  CompletionStage<Void> deliver(Notice notice);
}
