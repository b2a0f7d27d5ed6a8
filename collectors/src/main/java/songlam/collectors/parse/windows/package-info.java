/**
 * Windows events as Windows itself keeps them: event log files ({@code .evtx}) and XML. Both become
 * the JSON that follows the XML, which {@code parse.json} reads.
 */
@NullMarked
package songlam.collectors.parse.windows;

import org.jspecify.annotations.NullMarked;
