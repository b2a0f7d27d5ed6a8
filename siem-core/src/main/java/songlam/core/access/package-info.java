/**
 * Who may do what: accounts, tokens, one-time links and roles, kept in the system store so that
 * people can sign in while the search store is away.
 */
@NullMarked
package songlam.core.access;

import org.jspecify.annotations.NullMarked;
