package songlam.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookalikesTest {
  private static final List<String> KNOWN =
      List.of("CommandLine", "Image", "TargetUserName", "TargetUserSid", "a0", "Data1", "uid");

  @ParameterizedTest
  @CsvSource({
    "CommandLien, CommandLine",
    "Comandline, CommandLine",
    "commandline, CommandLine",
    "Imgae, ''",
    "Imag, Image",
    "IMAGE, Image",
    "TargetUserNam, TargetUserName",
    "TargetUser, ''",
    "TargetUserSid, ''",
    "a1, ''",
    "Data2, ''",
    "gid, ''"
  })
  void aSlipOrTwoAwayIsMeantAndNothingElse(String written, String meant) {
    assertEquals(meant, Lookalikes.of(written, KNOWN).orElse(""));
  }
}
