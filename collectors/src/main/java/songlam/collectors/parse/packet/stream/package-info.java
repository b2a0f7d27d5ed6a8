/**
 * What readers of application protocols work with: the conversation they belong to, and its bytes
 * in order.
 */
@NullMarked
package songlam.collectors.parse.packet.stream;

import org.jspecify.annotations.NullMarked;
