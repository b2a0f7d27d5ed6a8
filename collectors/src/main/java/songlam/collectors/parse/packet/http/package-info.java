/** HTTP/1: request lines and answers, bodies skipped. */
@NullMarked
package songlam.collectors.parse.packet.http;

import org.jspecify.annotations.NullMarked;
