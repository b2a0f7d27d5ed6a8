package songlam.console.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.console.simulate.story.Attack;
import songlam.console.simulate.story.WindowsDomain;

class AttackTest {
  @Test
  void theAttackFitsIntoThreeMinutes() {
    Script script = new Script();
    Province province = new Province(37);
    new Attack(province, new WindowsDomain(province, 1)).tell(script, 0);
    List<Script.Cue> cues = script.cues();
    assertTrue(cues.size() > 200, "cues: " + cues.size());
    assertTrue(cues.getLast().offset() < 180_000, "last: " + cues.getLast().offset());
  }

  @Test
  void theProvinceIsTheSameForTheSameSeed() {
    Province one = new Province(37);
    Province two = new Province(37);
    assertEquals(one.cameras(), two.cameras());
    assertEquals(60, one.cameras().size());
    assertEquals(40, one.servers().size() + one.desks().size());
  }
}
