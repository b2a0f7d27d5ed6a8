package songlam.core.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/** The people who may sign in. Safe for many threads. */
public final class Accounts {
  /** The shortest password taken, in characters (NIST SP 800-63B asks for at least 8). */
  public static final int SHORTEST_PASSWORD = 12;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SystemStore store;
  private final PasswordHash hash;

  public Accounts(SystemStore store, SecureRandom random) {
    this.store = store;
    this.hash = new PasswordHash(random);
  }

  /**
   * Adds an account without a password: its owner sets one through a one-time link.
   *
   * @throws IllegalArgumentException when the name is taken or malformed
   */
  public synchronized Account create(String name, String displayName, Role role) {
    if (find(name).isPresent()) {
      throw new IllegalArgumentException("user: " + name + " exists (expected: a new name)");
    }
    return save(new Account(name, displayName.isBlank() ? name : displayName, role, "", false));
  }

  /**
   * @throws IllegalArgumentException when there is no such account or the password is too short
   */
  public synchronized void setPassword(String name, String password) {
    if (password.length() < SHORTEST_PASSWORD || password.length() > 256) {
      throw new IllegalArgumentException(
          "password: "
              + password.length()
              + " characters (expected: "
              + SHORTEST_PASSWORD
              + " to 256)");
    }
    save(existing(name).withPassword(hash.of(password)));
  }

  /**
   * @throws IllegalArgumentException when there is no such account
   */
  public synchronized void setDisabled(String name, boolean disabled) {
    save(existing(name).withDisabled(disabled));
  }

  public Optional<Account> find(String name) {
    return store.get(Family.ACCOUNTS, name).map(Accounts::decode);
  }

  /** The account, when it is enabled and the password is its own. As slow for unknown names. */
  public Optional<Account> authenticate(String name, String password) {
    Optional<Account> account = find(name);
    String encoded = account.map(Account::passwordHash).orElse("");
    boolean right = hash.matches(password, encoded);
    return account.filter(found -> right && !found.disabled());
  }

  /** All accounts in the order of their names. */
  public List<Account> list() {
    List<Account> accounts = new ArrayList<>();
    store.scan(Family.ACCOUNTS, (_, value) -> accounts.add(decode(value)));
    return accounts;
  }

  private Account existing(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException("user: " + name + " (expected: an existing account)"));
  }

  private Account save(Account account) {
    try {
      store.put(Family.ACCOUNTS, account.name(), JSON.writeValueAsBytes(account));
      return account;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Account decode(byte[] value) {
    try {
      return JSON.readValue(value, Account.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
