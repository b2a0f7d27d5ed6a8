package songlam.collectors.parse.daemon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/**
 * THE table of daemons and their phrases. A message that says none of them stays what it is: a line
 * of syslog. Stateless.
 */
public final class Daemons {
  private static final String IP = "(?P<ip>[0-9A-Fa-f:.]+)";
  private static final List<String> NETWORK = List.of("network");

  private final Map<String, Daemon> daemons = new HashMap<>();

  private record Daemon(String module, List<Phrase> phrases) {}

  public Daemons() {
    add("dovecot", dovecot(), "dovecot");
    add("postfix", postfix(), "postfix/smtpd", "postfix/smtps/smtpd", "postfix/submission/smtpd");
    add("amavis", amavis(), "amavis", "amavisd");
    add("mysql", mysql(), "mysql", "mysqld", "mariadb", "mariadbd");
    add("postgresql", postgres(), "postgres", "postgresql");
    add("strongswan", strongswan(), "charon", "charon-systemd", "ipsec");
    add("iptables", netfilter(), "kernel");
    add("pfsense", gateway(), "audit", "php-fpm", "php", "httpd");
    add("csf", csf(), "lfd");
    add("polkit", pkexec(), "pkexec");
  }

  private void add(String module, List<Phrase> phrases, String... programs) {
    for (String program : programs) {
      daemons.put(program, new Daemon(module, phrases));
    }
  }

  /**
   * Reads a message of one of these daemons.
   *
   * @param app the syslog tag or APP-NAME
   * @return whether the message was understood; kind, module and dataset are set then
   */
  public boolean read(String app, String message, EventBuilder event) {
    Daemon daemon = daemons.get(app);
    if (daemon == null) {
      return false;
    }
    for (Phrase phrase : daemon.phrases) {
      if (phrase.read(message, event)) {
        event.set(EcsField.EVENT_KIND, "event");
        event.set(EcsField.EVENT_MODULE, daemon.module);
        event.set(EcsField.EVENT_DATASET, daemon.module + ".log");
        return true;
      }
    }
    return false;
  }

  private static List<Phrase> dovecot() {
    String client = "user=<(?P<user>[^>]*)>.* rip=" + IP;
    return List.of(
        Phrase.refused("(auth failed", "\\(auth failed.*?\\): " + client, "mail_login"),
        Phrase.refused(
            "auth-worker",
            "(?:pam|passwd-file|sql|ldap)\\((?P<user>[^,()]+),"
                + IP
                + "[,)].*: (?:unknown user|pam_authenticate\\(\\) failed|[Pp]assword mismatch)",
            "mail_login"),
        Phrase.admitted("-login: Login: ", "-login: Login: " + client, "mail_login"));
  }

  private static List<Phrase> postfix() {
    String peer = "\\S*\\[" + IP + "\\]";
    return List.of(
        Phrase.refused(
            "SASL ",
            "warning: "
                + peer
                + ": SASL \\S+ authentication failed(?:.*sasl_username=(?P<user>\\S+))?",
            "mail_login"),
        Phrase.of(
            "non-SMTP command",
            "non-SMTP command from " + peer + ": (?P<command>.*)",
            "mail_no_smtp",
            NETWORK,
            List.of("connection", "denied"),
            "failure"),
        Phrase.of(
            "Helo command rejected",
            "reject: \\S+ from " + peer + ": .*Helo command rejected(?:.* helo=<(?P<helo>[^>]*)>)?",
            "mail_helo_refused",
            NETWORK,
            List.of("connection", "denied"),
            "failure"),
        Phrase.of(
            "NOQUEUE: reject:",
            "reject: \\S+ from " + peer + ": ",
            "mail_refused",
            NETWORK,
            List.of("connection", "denied"),
            "failure"));
  }

  private static List<Phrase> amavis() {
    return List.of(
        Phrase.of(
            "Blocked INFECTED",
            "Blocked INFECTED \\((?P<threat>[^)]*)\\).*?\\[" + IP + "\\]",
            "mail_malware_blocked",
            List.of("malware", "email"),
            List.of("info", "denied"),
            "success"));
  }

  private static List<Phrase> mysql() {
    return List.of(
        Phrase.refused(
            "Access denied for user",
            "Access denied for user '(?P<user>[^']*)'@'" + "(?P<ip>[^']*)'",
            "database_login"));
  }

  private static List<Phrase> postgres() {
    return List.of(
        Phrase.refused(
            "authentication failed for user",
            "(?:" + IP + "(?:\\(\\d+\\))? .*)?authentication failed for user \"(?P<user>[^\"]*)\"",
            "database_login"),
        Phrase.refused(
            "no pg_hba.conf entry for host",
            "no pg_hba.conf entry for host \""
                + IP
                + "\", user \"(?P<user>[^\"]*)\"(?:, database \"(?P<database>[^\"]*)\")?",
            "database_login"));
  }

  private static List<Phrase> strongswan() {
    String session = "<(?P<session>[^>]+)> ";
    return List.of(
        Phrase.refused(
            "verification failed", session + "EAP-\\S+ verification failed", "vpn_login"),
        Phrase.of(
            "sending packet: from ",
            session + "sending packet: from \\S+ to (?P<peer>[0-9A-Fa-f:.]+)\\[",
            "vpn_answer",
            NETWORK,
            List.of("protocol"),
            ""));
  }

  private static List<Phrase> netfilter() {
    String head =
        "IN=\\S* OUT=.* SRC=" + IP + " DST=(?P<to>[0-9A-Fa-f:.]+) .*PROTO=(?P<transport>[A-Za-z]+)";
    String ports = "(?: SPT=(?P<port>\\d{1,5}) DPT=(?P<dport>\\d{1,5}))?";
    List<String> told = List.of("connection", "info");
    return List.of(
        Phrase.of(
            " SRC=",
            "(?i:block|drop|deny|reject).* ?" + head + ports,
            "firewall_denied",
            NETWORK,
            List.of("connection", "denied"),
            "failure"),
        Phrase.of(
            " SRC=",
            "(?i:accept|allow|audit|pass).* ?" + head + ports,
            "firewall_allowed",
            NETWORK,
            List.of("connection", "allowed"),
            "success"),
        Phrase.of(" SRC=", head + ports, "firewall_told", NETWORK, told, ""));
  }

  private static List<Phrase> gateway() {
    return List.of(
        Phrase.refused(
            "authentication error for ",
            "(?:Web GUI|webConfigurator) authentication error for (?:user )?'(?P<user>[^']*)' from:? "
                + IP,
            "firewall_login"),
        Phrase.admitted(
            "uccessful login for user ",
            "[Ss]uccessful login for user '(?P<user>[^']*)' from:? " + IP,
            "firewall_login"));
  }

  private static List<Phrase> csf() {
    return List.of(
        Phrase.of(
            "*Blocked in csf*",
            "Failed \\S+ login from " + IP + " ",
            "host_firewall_blocked",
            List.of("authentication", "intrusion_detection"),
            List.of("info", "denied"),
            "failure"));
  }

  private static List<Phrase> pkexec() {
    return List.of(
        Phrase.of(
            "COMMAND=",
            "^(?P<user>[^:]+): .*\\[COMMAND=(?P<command>.*)\\]$",
            "pkexec",
            List.of("process"),
            List.of("start"),
            ""));
  }
}
