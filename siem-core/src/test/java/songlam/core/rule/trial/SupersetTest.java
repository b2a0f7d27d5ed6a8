package songlam.core.rule.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.detect.match.Fold;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.query.Query;
import songlam.core.store.EventStore;
import songlam.core.store.InMemoryEventStore;

class SupersetTest implements SupersetContract {
  @Override
  public EventStore store() {
    return new InMemoryEventStore();
  }

  @Override
  public int rules() {
    return 200;
  }

  @Test
  void partsAreAskedForAsFarAsTheStoreCan() {
    Superset.Pushed pushed =
        Superset.of(
            SigmaRules.text(
                    "r.yml",
                    """
                    title: t
                    id: r
                    logsource: {product: linux, service: sshd}
                    detection:
                      s:
                        destination.port: [22, 2222]
                        source.ip|cidr: 192.0.2.0/24
                        user.name|re: '^ro+t$'
                      f: {host.name: web-01}
                      condition: s and not f
                    """)
                .conditions(_ -> true));
    String query = pushed.query().toString();
    assertTrue(query.contains("Is[field=destination.port, value=22]"), query);
    assertTrue(query.contains("InNetwork[field=source.ip, network=192.0.2.0/24]"), query);
    assertTrue(query.contains("Fits[field=user.name, regex=roo*t]"), query);
    assertEquals(1, pushed.widened().size(), pushed.widened().toString());
  }

  @Test
  void literalsOfOneFieldAreAskedForTogether() {
    Superset.Pushed pushed =
        Superset.of(
            SigmaRules.text(
                    "r.yml",
                    """
                    title: t
                    id: r
                    logsource: {product: linux, service: sshd}
                    detection:
                      s: {user.name: [an, 12]}
                      condition: s
                    """)
                .conditions(_ -> true));
    String query = pushed.query().toString();
    assertTrue(query.contains("regex=([Aa][Nn]|12)]"), query);
    assertEquals(List.of(), pushed.widened());
    assertTrue(pushed.query() instanceof Query.And);
  }

  /** The store lowers the letters of prose before it keeps them. */
  @Test
  void loweringKeepsTheFold() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      char folded = Fold.fold((char) c);
      if (folded < 128) {
        assertEquals(folded, Fold.fold((char) Character.toLowerCase(c)), "char " + c);
      }
    }
  }
}
