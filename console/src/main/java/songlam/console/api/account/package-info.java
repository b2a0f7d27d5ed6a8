/** Accounts and tokens. */
@NullMarked
package songlam.console.api.account;

import org.jspecify.annotations.NullMarked;
