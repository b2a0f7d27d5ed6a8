/**
 * What daemons of a provincial network tell syslog and a rule must know: who was refused where by
 * mail, databases, VPN gateways and firewalls. One table of phrases, no state.
 */
@NullMarked
package songlam.collectors.parse.daemon;

import org.jspecify.annotations.NullMarked;
