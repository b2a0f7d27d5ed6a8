/** The description of the API, served by the API itself. */
@NullMarked
package songlam.console.api.openapi;

import org.jspecify.annotations.NullMarked;
