/**
 * The REST API: one sub-package per noun, all of them in the table {@code ApiRoutes}. Handlers read
 * the request, call a core port on a worker thread, write JSON.
 */
@NullMarked
package songlam.console.api;

import org.jspecify.annotations.NullMarked;
