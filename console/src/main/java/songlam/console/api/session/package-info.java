/** Signing in and out: password, one-time link, the session's token against forged requests. */
@NullMarked
package songlam.console.api.session;

import org.jspecify.annotations.NullMarked;
