package songlam.core.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.core.event.Event;

/** Each modifier, and wildcards, on values at the edge. */
class ModifiersTest {
  @ParameterizedTest(name = "{0}: {1} on {2} is {3}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          CommandLine                   ¦ whoami                      ¦ whoami                 ¦ true
          CommandLine                   ¦ WHOAMI                      ¦ whoami                 ¦ true
          CommandLine                   ¦ whoami                      ¦ whoami /all            ¦ false
          CommandLine                   ¦ 'Đường'                     ¦ đƯỜNG                  ¦ true
          CommandLine|cased             ¦ Whoami                      ¦ whoami                 ¦ false
          CommandLine|cased             ¦ Whoami                      ¦ Whoami                 ¦ true
          CommandLine|contains          ¦ oam                         ¦ C:\\whoami.exe          ¦ true
          CommandLine|contains          ¦ oamx                        ¦ C:\\whoami.exe          ¦ false
          CommandLine|contains|cased    ¦ OAM                         ¦ whoami                 ¦ false
          CommandLine|startswith        ¦ net                         ¦ net user               ¦ true
          CommandLine|startswith        ¦ user                        ¦ net user               ¦ false
          CommandLine|endswith          ¦ '\\cmd.exe'                 ¦ C:\\Windows\\CMD.EXE   ¦ true
          CommandLine|endswith          ¦ '\\cmd.exe'                 ¦ C:\\cmd.exe /c          ¦ false
          CommandLine|contains|all      ¦ ['a', 'b']                  ¦ b-a                    ¦ true
          CommandLine|contains|all      ¦ ['a', 'b']                  ¦ aaa                    ¦ false
          CommandLine|contains          ¦ ['x', 'b']                  ¦ b                      ¦ true
          CommandLine                   ¦ 'a*z'                       ¦ a-to-z                 ¦ true
          CommandLine                   ¦ 'a*z'                       ¦ a-to-zz-               ¦ false
          CommandLine                   ¦ 'a?z'                       ¦ abz                    ¦ true
          CommandLine                   ¦ 'a?z'                       ¦ az                     ¦ false
          CommandLine                   ¦ 'a\\*z'                     ¦ a*z                    ¦ true
          CommandLine                   ¦ 'a\\*z'                     ¦ abz                    ¦ false
          CommandLine                   ¦ 'a\\\\*z'                   ¦ a\\bz                  ¦ true
          CommandLine                   ¦ 'a\\\\\\*z'                 ¦ a\\*z                  ¦ true
          CommandLine                   ¦ 'a\\\\\\*z'                 ¦ a\\bz                  ¦ false
          CommandLine                   ¦ 'a\\\\b'                    ¦ a\\b                   ¦ true
          CommandLine                   ¦ 'a\\b'                      ¦ a\\b                   ¦ true
          CommandLine|contains          ¦ 'a*b'                       ¦ xxaYYbzz               ¦ true
          CommandLine                   ¦ '*'                         ¦ anything               ¦ true
          CommandLine|re                ¦ 'f\\(\\)\\s*{}'              ¦ a f() {} b             ¦ true
          CommandLine|re                ¦ 'who[a-m]{3}'               ¦ x whoami               ¦ true
          CommandLine|re                ¦ 'Who[a-m]{3}'               ¦ x whoami               ¦ false
          CommandLine|re|i              ¦ 'Who[a-m]{3}'               ¦ x whoami               ¦ true
          CommandLine|re                ¦ '^a.c$'                     ¦ abc                    ¦ true
          CommandLine|re                ¦ '^a.c$'                     ¦ abcd                   ¦ false
          CommandLine|re                ¦ '^whoami$'                  ¦ `net\nwhoami\nexit`     ¦ false
          CommandLine|re|m              ¦ '^whoami$'                  ¦ `net\nwhoami\nexit`     ¦ true
          CommandLine|re|m              ¦ '^Whoami$'                  ¦ `net\nwhoami\nexit`     ¦ false
          CommandLine|re|m              ¦ 'net.whoami'                ¦ `net\nwhoami\nexit`     ¦ false
          CommandLine|re                ¦ 'net.whoami'                ¦ `net\nwhoami\nexit`     ¦ false
          CommandLine|re|s              ¦ 'net.whoami'                ¦ `net\nwhoami\nexit`     ¦ true
          CommandLine|re|s              ¦ '^whoami'                   ¦ `net\nwhoami\nexit`     ¦ false
          CommandLine|re|i|m|s          ¦ 'NET.^whoami$'              ¦ `net\nwhoami\nexit`     ¦ true
          CommandLine|cidr              ¦ 10.0.0.0/8                  ¦ 10.255.255.255         ¦ true
          CommandLine|cidr              ¦ 10.0.0.0/8                  ¦ 11.0.0.0               ¦ false
          CommandLine|cidr              ¦ 10.0.0.0/8                  ¦ 10.a                   ¦ false
          CommandLine|cidr              ¦ 'fe80::/10'                 ¦ fe80::1                ¦ true
          CommandLine|cidr              ¦ '0.0.0.0/0'                 ¦ ::1                    ¦ false
          CommandLine|lt                ¦ 10                          ¦ 9                      ¦ true
          CommandLine|lt                ¦ 10                          ¦ 10                     ¦ false
          CommandLine|lte               ¦ 10                          ¦ 10                     ¦ true
          CommandLine|gt                ¦ 10                          ¦ 10                     ¦ false
          CommandLine|gt                ¦ 10                          ¦ 10.5                   ¦ true
          CommandLine|gte               ¦ 10                          ¦ 10                     ¦ true
          CommandLine|gte               ¦ 10                          ¦ ten                    ¦ false
          CommandLine|neq               ¦ a                           ¦ b                      ¦ true
          CommandLine|neq               ¦ a                           ¦ A                      ¦ false
          CommandLine|exists            ¦ true                        ¦ a                      ¦ true
          CommandLine|exists            ¦ false                       ¦ a                      ¦ false
          CommandLine|exists            ¦ True                        ¦ a                      ¦ true
          CommandLine|exists            ¦ 'YES'                       ¦ a                      ¦ true
          CommandLine|exists            ¦ FALSE                       ¦ a                      ¦ false
          Other|exists                  ¦ off                         ¦ a                      ¦ true
          Other|exists                  ¦ false                       ¦ a                      ¦ true
          Other                         ¦ null                        ¦ a                      ¦ true
          CommandLine                   ¦ null                        ¦ a                      ¦ false
          Other                         ¦ ''                          ¦ a                      ¦ true
          CommandLine                   ¦ ''                          ¦ a                      ¦ false
          CommandLine|windash|contains  ¦ ' -enc '                    ¦ powershell /enc x      ¦ true
          CommandLine|windash|contains  ¦ ' -enc '                    ¦ powershell –enc x      ¦ true
          CommandLine|contains|windash  ¦ ' -a -b'                    ¦ x /a ―b                ¦ true
          CommandLine|windash|contains  ¦ 'a-b'                       ¦ a/b                    ¦ false
          CommandLine|base64            ¦ foo                         ¦ Zm9v                   ¦ true
          CommandLine|base64offset|contains ¦ foobar                  ¦ eHhmb29iYXJ4eA==       ¦ true
          CommandLine|base64offset|contains ¦ foobar                  ¦ eGZvb2Jhcng=           ¦ true
          CommandLine|base64offset|contains ¦ foobar                  ¦ Zm9vYmFy               ¦ true
          CommandLine|base64offset|contains ¦ foobar                  ¦ Zm9vYmF6               ¦ false
          CommandLine|wide|base64       ¦ ab                          ¦ YQBiAA==               ¦ true
          CommandLine|utf16le|base64    ¦ ab                          ¦ YQBiAA==               ¦ true
          CommandLine|utf16be|base64    ¦ ab                          ¦ AGEAYg==               ¦ true
          CommandLine|utf16|base64      ¦ ab                          ¦ //5hAGIA               ¦ true
          CommandLine|fieldref          ¦ Twin                        ¦ Same                   ¦ true
          CommandLine|fieldref|cased    ¦ Twin                        ¦ Same                   ¦ false
          CommandLine|fieldref|endswith ¦ Twin                        ¦ the same               ¦ true
          CommandLine|fieldref|neq      ¦ Twin                        ¦ other                  ¦ true
          CommandLine|hour              ¦ 3                           ¦ 2026-11-24T03:00:00Z   ¦ true
          CommandLine|minute            ¦ 59                          ¦ 2026-11-24T03:59:59Z   ¦ true
          CommandLine|day               ¦ 24                          ¦ 2026-11-24T03:59:59Z   ¦ true
          CommandLine|week              ¦ 48                          ¦ 2026-11-24T03:59:59Z   ¦ true
          CommandLine|month             ¦ 11                          ¦ 2026-11-24T03:59:59Z   ¦ true
          CommandLine|year              ¦ 2026                        ¦ 2026-11-24T03:59:59Z   ¦ true
          CommandLine|hour|gte          ¦ 22                          ¦ 2026-11-24T03:59:59Z   ¦ false
          CommandLine|hour              ¦ 3                           ¦ 2024-05-01 03:00:00.123 ¦ true
          CommandLine|hour              ¦ 4                           ¦ 2024-05-01 03:00:00.123 ¦ false
          CommandLine|minute            ¦ 7                           ¦ 2024-05-01 03:07:00    ¦ true
          CommandLine|hour              ¦ 20                          ¦ 2024-05-01T03:00:00.1234567+07:00 ¦ true
          CommandLine|hour              ¦ 20                          ¦ 2024-05-01 03:00:00 +0700 ¦ true
          CommandLine|year              ¦ 2024                        ¦ 1714532400             ¦ true
          CommandLine|year              ¦ 2024                        ¦ 1714532400.123456      ¦ true
          CommandLine|hour              ¦ 3                           ¦ 1714532400.123456      ¦ true
          CommandLine|year              ¦ 2024                        ¦ 1714532400123          ¦ true
          CommandLine|year              ¦ 2024                        ¦ 1714532400123456       ¦ true
          CommandLine|year              ¦ 1970                        ¦ 133590060001230000     ¦ false
          CommandLine|year              ¦ 2024                        ¦ 2024-05-01             ¦ false
          CommandLine|year|gt           ¦ 0                           ¦ yesterday              ¦ false
          """)
  void matches(String key, String value, String text, boolean expected) {
    Event event = Events.process("CommandLine", text.strip(), "Twin", "same");
    String rule =
        """
        title: T
        id: r
        logsource: {category: process_creation, product: windows}
        detection:
          s:
            %s: %s
          condition: s
        """
            .formatted(key.strip(), value.strip());
    SigmaRules rules = SigmaRules.text("t.yml", rule);
    assertEquals(List.of(), rules.problems());
    assertEquals(expected, !rules.detector().detect(event).isEmpty());
    assertEquals(expected, rules.explain("r", event).orElseThrow().held());
  }
}
