package songlam.collectors.parse.linuxauth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** THE table of programs whose messages are read. Stateless. */
public final class LinuxAuth {
  /** One program's messages. */
  interface Program {
    /** Whether the message was understood; fields are set then. */
    boolean read(String message, EventBuilder event);
  }

  private final Map<String, Program> programs = new HashMap<>();

  public LinuxAuth() {
    Program sshd = new Sshd();
    programs.put("sshd", sshd);
    programs.put("sshd-session", sshd);
    programs.put("dropbear", sshd);
    programs.put("sudo", new Sudo());
    programs.put("su", new Su());
    Program accounts = new AccountTools();
    for (String tool :
        List.of(
            "useradd",
            "usermod",
            "userdel",
            "groupadd",
            "groupdel",
            "gpasswd",
            "passwd",
            "chage")) {
      programs.put(tool, accounts);
    }
    programs.put("systemd-logind", new Logind());
    Program pam = new PamSession();
    programs.put("login", pam);
    programs.put("CRON", pam);
    programs.put("cron", pam);
    programs.put("polkitd", pam);
  }

  /**
   * Reads a message of one of these programs.
   *
   * @param app the syslog tag or APP-NAME
   * @return whether the program is known; its dataset is set then, understood or not
   */
  public boolean read(String app, String message, EventBuilder event) {
    Program program = programs.get(app);
    if (program == null) {
      return false;
    }
    event.set(EcsField.EVENT_KIND, "event");
    event.set(EcsField.EVENT_MODULE, "system");
    event.set(EcsField.EVENT_DATASET, "system.auth");
    program.read(message, event);
    return true;
  }
}
