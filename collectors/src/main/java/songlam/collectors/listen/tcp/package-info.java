/** TCP and TLS: a stream of framed records per connection. */
@NullMarked
package songlam.collectors.listen.tcp;

import org.jspecify.annotations.NullMarked;
