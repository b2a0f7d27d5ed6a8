package songlam.core.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import songlam.core.journal.InMemorySystemStore;

class AccessTest {
  private final InMemorySystemStore store = new InMemorySystemStore();
  private final SecureRandom random = new SecureRandom();
  private final Accounts accounts = new Accounts(store, random);

  @Test
  void onlyTheRightPasswordOfAnEnabledAccountSignsIn() {
    accounts.create("quan.tri", "Quản trị", Role.ADMINISTRATOR);
    assertTrue(accounts.authenticate("quan.tri", "").isEmpty(), "no password yet");
    accounts.setPassword("quan.tri", "mật khẩu rất dài");
    assertEquals(
        Optional.of("Quản trị"),
        accounts.authenticate("quan.tri", "mật khẩu rất dài").map(Account::displayName));
    assertTrue(accounts.authenticate("quan.tri", "mật khẩu rất dai").isEmpty());
    assertTrue(accounts.authenticate("ai-do", "mật khẩu rất dài").isEmpty());
    accounts.setDisabled("quan.tri", true);
    assertTrue(accounts.authenticate("quan.tri", "mật khẩu rất dài").isEmpty());
  }

  @Test
  void accountsAreCheckedWhenMade() {
    accounts.create("an", "", Role.ANALYST);
    assertThrows(IllegalArgumentException.class, () -> accounts.create("an", "", Role.ANALYST));
    assertThrows(IllegalArgumentException.class, () -> accounts.create("A B", "", Role.ANALYST));
    assertThrows(IllegalArgumentException.class, () -> accounts.create("loader", "", Role.INGEST));
    assertThrows(IllegalArgumentException.class, () -> accounts.setPassword("an", "short"));
    assertEquals(List.of("an"), accounts.list().stream().map(Account::name).toList());
  }

  @Test
  void tokensOutliveTheProcessButNotTheirRevocation() {
    Tokens.Issued issued = new Tokens(store, random).issue("filebeat", Role.INGEST, 5);
    Tokens reopened = new Tokens(store, random);
    assertEquals(Optional.of(issued.token()), reopened.check(issued.secret()));
    assertTrue(reopened.check(issued.secret() + "x").isEmpty());
    reopened.revoke(issued.token().id());
    assertTrue(new Tokens(store, random).check(issued.secret()).isEmpty());
  }

  @Test
  void aLinkServesOnceAndNotForever() {
    SignInLinks links = new SignInLinks(store, random);
    String first = links.issue("an", 0);
    assertEquals(Optional.of("an"), links.redeem(first, 1));
    assertTrue(links.redeem(first, 2).isEmpty());
    assertTrue(links.redeem(links.issue("an", 0), 25 * 3_600_000L).isEmpty());
  }

  @Test
  void rolesOfPeopleRiseAndIngestStandsApart() {
    assertTrue(Role.ADMINISTRATOR.includes(Role.ANALYST));
    assertFalse(Role.OPERATOR.includes(Role.ANALYST));
    assertFalse(Role.ADMINISTRATOR.includes(Role.INGEST));
    assertFalse(Role.INGEST.includes(Role.VIEWER));
  }
}
