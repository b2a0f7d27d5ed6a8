package songlam.console;

import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import songlam.console.control.ControlHandler;
import songlam.core.access.Account;
import songlam.core.access.Accounts;
import songlam.core.access.Role;
import songlam.core.access.SignInLinks;
import songlam.core.access.Token;
import songlam.core.access.Tokens;

/** What the verbs {@code user} and {@code token} do, in the running platform or without it. */
public final class Administration implements ControlHandler {
  private final Accounts accounts;
  private final Tokens tokens;
  private final SignInLinks links;
  private final Clock clock;
  private final Supplier<String> address;
  private final BiConsumer<String, String> audit;

  /**
   * @param address where the console answers, for the links to print
   * @param audit takes who and what of what a verb changes
   */
  public Administration(
      Accounts accounts,
      Tokens tokens,
      SignInLinks links,
      Clock clock,
      Supplier<String> address,
      BiConsumer<String, String> audit) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.links = links;
    this.clock = clock;
    this.address = address;
    this.audit = audit;
  }

  @Override
  public String handle(List<String> words, String by) {
    return switch (String.join(" ", words.subList(0, Math.min(2, words.size())))) {
      case "user create" -> createUser(words.get(2), Role.of(words.get(3)), words.get(4), by);
      case "user disable" -> setDisabled(words.get(2), true, by);
      case "user enable" -> setDisabled(words.get(2), false, by);
      case "user link" -> {
        String link = link(words.get(2));
        audit.accept(by, "made a sign-in link for " + words.get(2));
        yield link;
      }
      case "user list" -> accounts.list().stream().map(this::row).collect(joined());
      case "token create" -> createToken(Role.of(words.get(2)), words.get(3), by);
      case "token list" -> tokens.list().stream().map(this::row).collect(joined());
      case "token revoke" -> revoke(words.get(2), by);
      default ->
          throw new IllegalArgumentException(
              String.join(" ", words) + ": unknown (expected: user or token and a verb)");
    };
  }

  private String createUser(String name, Role role, String displayName, String by) {
    accounts.create(name, displayName, role);
    audit.accept(by, "created user " + name + " as " + role.label());
    return "%s (%s)%n%s".formatted(name, role.label(), link(name));
  }

  private String setDisabled(String name, boolean disabled, String by) {
    accounts.setDisabled(name, disabled);
    audit.accept(by, (disabled ? "disabled user " : "enabled user ") + name);
    return name + (disabled ? " disabled" : " enabled");
  }

  /** A one-time link for the account, valid for 24 hours. */
  public String link(String name) {
    if (accounts.find(name).isEmpty()) {
      throw new IllegalArgumentException("user: " + name + " (expected: an existing account)");
    }
    return address.get() + "/sign-in#token=" + links.issue(name, clock.millis());
  }

  private String createToken(Role role, String name, String by) {
    Tokens.Issued issued = tokens.issue(name, role, clock.millis());
    audit.accept(by, "made token " + issued.token().id() + " of " + role.label());
    return issued.secret();
  }

  private String revoke(String id, String by) {
    tokens.revoke(id);
    audit.accept(by, "revoked token " + id);
    return id + " revoked";
  }

  private String row(Account account) {
    return "%-20s %-14s %-9s %s"
        .formatted(
            account.name(),
            account.role().label(),
            account.disabled() ? "disabled" : account.passwordHash().isEmpty() ? "invited" : "ok",
            account.displayName());
  }

  private String row(Token token) {
    return "%s  %-14s %s".formatted(token.id(), token.role().label(), token.name());
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(System.lineSeparator());
  }
}
