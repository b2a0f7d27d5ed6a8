/** Frigate's MQTT messages: camera states, counts and tracks. */
@NullMarked
package songlam.collectors.parse.frigate;

import org.jspecify.annotations.NullMarked;
