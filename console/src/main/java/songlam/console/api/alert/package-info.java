/** Alerts: the queue, one of them, and what people do with it. */
@NullMarked
package songlam.console.api.alert;

import org.jspecify.annotations.NullMarked;
