/** Probes: HTTP and TLS checks of services on a schedule. */
@NullMarked
package songlam.collectors.listen.probe;

import org.jspecify.annotations.NullMarked;
