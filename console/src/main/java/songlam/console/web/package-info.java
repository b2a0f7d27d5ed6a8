/** The HTTP server of the console: pages, headers, sessions; the API is mounted on it. */
@NullMarked
package songlam.console.web;

import org.jspecify.annotations.NullMarked;
