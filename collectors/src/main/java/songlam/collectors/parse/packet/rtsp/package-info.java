/** RTSP (RFC 2326, RFC 7826): what is asked of cameras and how they answer. */
@NullMarked
package songlam.collectors.parse.packet.rtsp;

import org.jspecify.annotations.NullMarked;
