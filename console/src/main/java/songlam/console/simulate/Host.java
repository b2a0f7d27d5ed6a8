package songlam.console.simulate;

/**
 * A machine of the simulated province.
 *
 * @param name host name as its logs say
 * @param ip IPv4 address
 * @param role what it is, for people
 */
public record Host(String name, String ip, String role) {}
