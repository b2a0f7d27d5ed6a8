/**
 * Notices that leave the house: mail and webhook. Each is kept in an outbox until it is delivered,
 * and every try is on record.
 */
@NullMarked
package songlam.console.notify;

import org.jspecify.annotations.NullMarked;
