package songlam.collectors.parse.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.collectors.parse.syslog.SyslogParser;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;

class DaemonsTest {
  private static final long NOW = Instant.parse("2026-11-24T03:04:10Z").toEpochMilli();

  private final SyslogParser parser = new SyslogParser(ZoneId.of("Asia/Ho_Chi_Minh"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dovecot: imap-login: Disconnected (auth failed, 1 attempts in 6 secs): user=<an@x.vn>, method=PLAIN, rip=192.0.2.7, lip=10.40.10.13, TLS|mail_login|failure|192.0.2.7|an@x.vn",
        "dovecot: pop3-login: Info: Disconnected: Too many invalid commands (auth failed, 1 attempts in 0 secs): user=<an@x.vn>, rip=2001:db8::7, lip=10.40.10.13|mail_login|failure|2001:db8::7|an@x.vn",
        "dovecot: auth-worker(24): conn unix:auth-worker (pid=1,uid=2): auth-worker<4>: pam(an@x.vn,192.0.2.7): pam_authenticate() failed: Authentication failure|mail_login|failure|192.0.2.7|an@x.vn",
        "dovecot: auth-worker(24): pam(an,192.0.2.7): unknown user|mail_login|failure|192.0.2.7|an",
        "dovecot: imap-login: Login: user=<an@x.vn>, method=PLAIN, rip=192.0.2.7, lip=10.40.10.13, mpid=1, TLS|mail_login|success|192.0.2.7|an@x.vn",
        "postfix/smtpd[7]: warning: unknown[192.0.2.7]: SASL LOGIN authentication failed: authentication failure|mail_login|failure|192.0.2.7|",
        "postfix/smtps/smtpd[7]: warning: a.example[192.0.2.7]: SASL LOGIN authentication failed: (reason unavailable), sasl_username=an@x.vn|mail_login|failure|192.0.2.7|an@x.vn",
        "postfix/submission/smtpd[7]: warning: non-SMTP command from unknown[192.0.2.7]: GET / HTTP/1.1|mail_no_smtp|failure|192.0.2.7|",
        "postfix/smtpd[7]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 504 5.5.2 <WIN-9>: Helo command rejected: need fully-qualified hostname; from=<a@x.vn> to=<b@x.vn> proto=ESMTP helo=<WIN-9>|mail_helo_refused|failure|192.0.2.7|",
        "postfix/smtpd[7]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 554 5.7.1 Service unavailable|mail_refused|failure|192.0.2.7|",
        "amavis[7]: (7-09) Blocked INFECTED (Win.Trojan.A) {DiscardedInbound}, [192.0.2.7]:1434 [192.0.2.7] <a@x.vn> -> <b@x.vn>|mail_malware_blocked|success|192.0.2.7|",
        "mysqld[7]: 2026-11-24T03:00:00.861934Z 344 [Note] Access denied for user 'root'@'192.0.2.7' (using password: YES)|database_login|failure|192.0.2.7|root",
        "mariadbd[7]: Access denied for user 'an'@'app-01.x.vn' (using password: YES)|database_login|failure||an",
        "postgres[7]: FATAL: no pg_hba.conf entry for host \"192.0.2.7\", user \"an\", database \"hoso\"|database_login|failure|192.0.2.7|an",
        "kernel: [UFW BLOCK] IN=eth0 OUT= MAC=00 SRC=192.0.2.7 DST=10.40.10.11 LEN=44 TTL=64 PROTO=TCP SPT=50616 DPT=23 WINDOW=1|firewall_denied|failure|192.0.2.7|",
        "kernel: [UFW AUDIT] IN=eth0 OUT= MAC=00 SRC=192.0.2.7 DST=10.40.10.11 LEN=44 TTL=64 PROTO=UDP SPT=50616 DPT=53 LEN=84|firewall_allowed|success|192.0.2.7|",
        "kernel: [199.5] IN=eth0 OUT= MAC=00 SRC=192.0.2.7 DST=10.40.10.11 LEN=44 TTL=64 PROTO=ICMP TYPE=8|firewall_told||192.0.2.7|",
        "php-fpm[7]: /index.php: webConfigurator authentication error for user 'admin' from: 192.0.2.7|firewall_login|failure|192.0.2.7|admin",
        "audit[7]: /index.php: Web GUI authentication error for 'admin' from 192.0.2.7|firewall_login|failure|192.0.2.7|admin",
        "php-fpm[7]: /index.php: Successful login for user 'admin' from: 10.40.60.9 (Local Database)|firewall_login|success|10.40.60.9|admin",
        "lfd[7]: (sshd) Failed SSH login from 192.0.2.7 (PT/Portugal/-): 5 in the last 300 secs - *Blocked in csf* [LF_SSHD]|host_firewall_blocked|failure|192.0.2.7|",
        "pkexec[7]: an: Executing command [USER=root] [TTY=/dev/pts/1] [CWD=/home/an] [COMMAND=/usr/bin/gparted]|pkexec|||an",
        "sshd[7]: Unable to negotiate with 192.0.2.7 port 45626: no matching MAC found. Their offer: hmac-sha1 [preauth]|ssh_no_agreement|failure|192.0.2.7|",
        "sshd[7]: fatal: Timeout before authentication for 192.0.2.7 port 47056|ssh_timeout|failure|192.0.2.7|",
        "sshd[7]: Timeout before authentication for connection from 192.0.2.7 to 10.40.10.11, pid = 8|ssh_timeout|failure|192.0.2.7|",
        "sshd[7]: ssh_dispatch_run_fatal: Connection from 192.0.2.7 port 48680: message authentication code incorrect [preauth]|ssh_broken|failure|192.0.2.7|",
      })
  void saysWhatHappened(String line, String action, String outcome, String ip, String user) {
    EventBuilder event = parsed("<38>Nov 24 10:04:05 web-01 " + line);
    assertEquals(action, event.text(EcsField.EVENT_ACTION));
    assertEquals(outcome, event.text(EcsField.EVENT_OUTCOME));
    assertEquals(ip, event.text(EcsField.SOURCE_IP));
    assertEquals(user, event.text(EcsField.USER_NAME));
  }

  @Test
  void theRefusalOfAVpnAndItsAnswerShareTheSession() {
    EventBuilder refused =
        parsed(
            "<30>Nov 24 10:04:05 fw-01 charon[7]: 08[IKE] <con2|18> EAP-MS-CHAPv2 verification failed, retry (1)");
    EventBuilder answer =
        parsed(
            "<30>Nov 24 10:04:05 fw-01 charon[7]: 08[NET] <con2|18> sending packet: from 192.0.2.1[4500] to 192.0.2.7[28821] (128 bytes)");
    assertEquals("vpn_login", refused.text(EcsField.EVENT_ACTION));
    assertEquals("con2|18", refused.text(EcsField.FLOW_ID));
    assertEquals("con2|18", answer.text(EcsField.FLOW_ID));
    assertEquals("192.0.2.7", answer.text(EcsField.CLIENT_IP));
  }

  @Test
  void theFirewallNamesBothEnds() {
    EventBuilder event =
        parsed(
            "<4>Nov 24 10:04:05 fw-01 kernel: [UFW BLOCK] IN=eth0 OUT= MAC=00 SRC=192.0.2.7 DST=10.40.10.11 LEN=44 TTL=64 PROTO=TCP SPT=50616 DPT=23 WINDOW=1");
    assertEquals("10.40.10.11", event.text(EcsField.DESTINATION_IP));
    assertEquals("23", event.text(EcsField.DESTINATION_PORT));
    assertEquals("tcp", event.text(EcsField.NETWORK_TRANSPORT));
    assertEquals("iptables.log", event.text(EcsField.EVENT_DATASET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dovecot: master: Dovecot v2.3.21 starting up",
        "kernel: usb-storage 1-1:1.0: USB Mass Storage device detected",
        "postfix/qmgr[7]: 4F: removed",
        "other: Access denied for user 'root'@'192.0.2.7'",
      })
  void whatIsNotUnderstoodStaysALine(String line) {
    EventBuilder event = parsed("<38>Nov 24 10:04:05 web-01 " + line);
    assertEquals("syslog", event.text(EcsField.EVENT_DATASET));
    assertNull(event.text(EcsField.EVENT_ACTION));
  }

  private EventBuilder parsed(String line) {
    ParseResult result = parser.parse(RawRecord.live("s", "syslog", NOW, "", line.getBytes(UTF_8)));
    return assertInstanceOf(ParseResult.Parsed.class, result).events().getFirst();
  }
}
