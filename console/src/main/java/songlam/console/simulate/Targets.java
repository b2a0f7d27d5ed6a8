package songlam.console.simulate;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where the running platform listens, and where the simulation itself serves what the platform
 * fetches. All on loopback.
 *
 * @param syslogUdp live syslog port, UDP
 * @param syslogTcp live syslog port, TCP
 * @param backfillSyslogTcp syslog port of the backfill session, TCP
 * @param netflow live flow port, UDP
 * @param backfillNetflow flow port of the backfill session, UDP
 * @param capture file the packets are appended to, followed by the platform
 * @param console the console's address, for bulk requests and citizens' reports
 * @param ingestToken token of role ingest
 * @param broker port on which the simulation's MQTT broker listens
 * @param press port on which the simulation's news site listens
 * @param portal port on which the simulation's public portal listens
 */
public record Targets(
    int syslogUdp,
    int syslogTcp,
    int backfillSyslogTcp,
    int netflow,
    int backfillNetflow,
    Path capture,
    URI console,
    String ingestToken,
    int broker,
    int press,
    int portal) {}
