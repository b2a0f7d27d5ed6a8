package songlam.collectors.parse.linuxauth;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** {@code an : TTY=pts/0 ; PWD=/home/an ; USER=root ; COMMAND=/usr/bin/id}, and sudo's refusals. */
final class Sudo implements LinuxAuth.Program {
  @Override
  public boolean read(String message, EventBuilder event) {
    if (message.startsWith("pam_unix(")) {
      return new PamSession().read(message, event);
    }
    int colon = message.indexOf(" : ");
    int commandAt = message.indexOf("COMMAND=");
    if (colon < 0) {
      return false;
    }
    String user = message.substring(0, colon).strip();
    boolean refused =
        message.contains("NOT in sudoers")
            || message.contains("incorrect password")
            || message.contains("command not allowed");
    event.set(EcsField.USER_NAME, user);
    event.set(EcsField.USER_EFFECTIVE_NAME, Facts.after(message, "USER="));
    event.set(EcsField.PROCESS_WORKING_DIRECTORY, Facts.between(message, "PWD=", " ;"));
    event.vendor("system.auth.sudo.tty", Facts.between(message, "TTY=", " ;"));
    if (commandAt >= 0) {
      command(message.substring(commandAt + 8), event);
    }
    Facts.set(
        event,
        "sudo",
        List.of("process", "authentication"),
        List.of("start"),
        refused ? "failure" : "success");
    return true;
  }

  private static void command(String command, EventBuilder event) {
    int space = command.indexOf(' ');
    String executable = space < 0 ? command : command.substring(0, space);
    event.set(EcsField.PROCESS_COMMAND_LINE, command);
    event.set(EcsField.PROCESS_EXECUTABLE, executable);
  }
}
