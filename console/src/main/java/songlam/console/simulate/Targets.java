package songlam.console.simulate;

import java.net.URI;
import javax.net.ssl.SSLContext;

/**
 * Where the simulation sends.
 *
 * @param doors ports of the inputs
 * @param console the console's address, for bulk requests and citizens' reports
 * @param trust trusts the authority that signed the console's certificate
 * @param ingestToken token of role ingest; handed over in memory, written nowhere
 */
public record Targets(Doors doors, URI console, SSLContext trust, String ingestToken) {}
