package songlam.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.config.ConfigException;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackVersion;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.SystemStore.Family;

class KeptPacksTest {
  private static final String EXCEPTION = "88888888-2222-4333-8444-555555555555";

  @TempDir private Path folder;
  private final InMemorySystemStore store = new InMemorySystemStore();
  private KeptPacks kept = new KeptPacks(store);
  private List<Piece> product =
      List.of(Written.pack("mine", "a", "b"), Written.sigma(Written.TELNET, "telnet"));
  private RuleLives lives;

  @Test
  void aPackIsMadeAgainAsItWasWhateverPeopleAndTheProductHaveChangedSince() throws Exception {
    begin();
    List<Pack> all = new ArrayList<>(keep());
    release(Written.pack("mine", "b", "c"));
    all.addAll(keep());
    except("mine/b");
    all.addAll(keep());
    lives.move("mine/c", 0, RuleState.RETIRED, "minh", "no");
    all.addAll(keep());
    lives.keep(Written.pack("mine", "d"), "lan", "to watch");
    lives.move("mine", 2, RuleState.SHADOW, "lan", "to watch");
    all.addAll(keep());
    release(correlated());
    means("user.name");
    all.addAll(keep());
    means("host.name");
    all.addAll(keep());
    assertEquals(7, new HashSet<>(all.stream().map(KeptPacksTest::version).toList()).size());

    product = List.of(Written.pack("mine", "z"), Written.sigma(Written.TELNET, "telnetd"));
    means("process.name");
    begin();
    lives.move("mine", 0, RuleState.RELEASED, "minh", "as it ships");
    kept = new KeptPacks(store);
    keep();
    for (Pack pack : all) {
      Pack again = kept.find(version(pack)).orElseThrow();
      assertEquals(pack.version(), again.version());
      assertEquals(
          pack.rules().stream().map(rule -> rule.when().fingerprint()).toList(),
          again.rules().stream().map(rule -> rule.when().fingerprint()).toList());
    }
  }

  @Test
  void onlyWhatIsNeededIsKept() {
    begin();
    PackVersion first = version(keep().getFirst());
    release(Written.pack("mine", "c"));
    PackVersion second = version(keep().getFirst());
    release(Written.pack("mine", "d"));
    PackVersion third = version(keep().getFirst());
    kept.keepOnly(Set.of(first));
    assertEquals(Set.of("pack/" + first, "pack/" + third), keys(), "those of now are");
    assertEquals(Optional.empty(), kept.find(second));
  }

  @Test
  void whatWasChangedByHandOrCannotBeReadAnyMoreIsNotTakenForIt() {
    begin();
    PackVersion version = version(keep().getFirst());
    byte[] text = store.get(Family.RULES, "pack/" + version).orElseThrow();
    PackRecipe recipe = PackRecipe.read(text);
    Piece other = Written.pack("mine", "x");
    put(version, new PackSource(other.files(), recipe.shipped().rules()));
    assertThrows(IllegalStateException.class, () -> kept.find(version));
    Piece wrong = new Piece("mine", Piece.Kind.PACK, Map.of(Piece.PACK, "id: mine\nrulez: 1\n"));
    put(version, new PackSource(wrong.files(), recipe.shipped().rules()));
    assertThrows(ConfigException.class, () -> kept.find(version));
  }

  private void put(PackVersion version, PackSource shipped) {
    PackRecipe recipe =
        new PackRecipe(
            "mine", shipped, null, false, new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
    store.put(Family.RULES, "pack/" + version, recipe.text());
  }

  private void begin() {
    lives =
        new RuleLives(
            folder,
            () -> Shipped.of(product, _ -> RuleState.RELEASED, SigmaMapping.of(List.of(folder))),
            Clock.systemUTC(),
            false);
  }

  private List<Pack> keep() {
    InForce inForce = InForce.of(lives);
    assertEquals(List.of(), inForce.problems());
    kept.keep(inForce);
    return List.copyOf(inForce.packs().values());
  }

  private void release(Piece piece) {
    lives.keep(piece, "lan", "own");
    int latest = lives.find(piece.id()).orElseThrow().versions().size();
    lives.move(piece.id(), latest, RuleState.RELEASED, "minh", "good");
  }

  private void except(String rule) {
    String text =
        """
        title: u1 is known
        id: %s
        songlam:
          exception: {rule: %s, match: "user.name:u1", owner: lan, until: 2099-01-31, why: test}
        """
            .formatted(EXCEPTION, rule);
    release(new Piece(EXCEPTION, Piece.Kind.EXCEPTION, Map.of(Piece.RULE, text)));
  }

  /** Over a rule that ships. */
  private static Piece correlated() {
    String text =
        """
        title: Burst
        id: 77777777-2222-4333-8444-555555555555
        name: burst
        correlation:
          type: event_count
          rules: [%s]
          group-by: [Where]
          timespan: 20s
          condition: {gte: 4}
        level: high
        """
            .formatted(Written.TELNET);
    return new Piece(
        "linked",
        Piece.Kind.PACK,
        Map.of(
            Piece.PACK, "id: linked\npipeline: security\nsigma: [burst.yml]\n", "burst.yml", text));
  }

  private void means(String field) throws Exception {
    Path table = folder.resolve("mapping/own.yml");
    Files.createDirectories(table.getParent());
    Files.writeString(
        table, "product: linux\nlogsources: [{fields: {Where: %s}}]\n".formatted(field));
    lives.readShipped();
  }

  private Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    store.scan(Family.RULES, (key, _) -> keys.add(key));
    return keys;
  }

  private static PackVersion version(Pack pack) {
    return new PackVersion(pack.id(), pack.version());
  }
}
