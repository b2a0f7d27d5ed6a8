/** Open311 GeoReport v2: citizens' reports in, their list out. */
@NullMarked
package songlam.collectors.listen.open311;

import org.jspecify.annotations.NullMarked;
