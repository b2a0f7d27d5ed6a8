/**
 * {@code songlam bench}: measures the platform on the machine at hand. Everything runs on loopback,
 * ends by itself and cleans up. The platform under test is a process of its own, and so is whoever
 * sends to it, so that the share of each can be told.
 */
@NullMarked
package songlam.console.bench;

import org.jspecify.annotations.NullMarked;
