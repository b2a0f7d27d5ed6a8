/** MQTT: a client that subscribes to a broker's topics. */
@NullMarked
package songlam.collectors.listen.mqtt;

import org.jspecify.annotations.NullMarked;
