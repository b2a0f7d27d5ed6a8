/** Press items: which story, which communes, which tone. */
@NullMarked
package songlam.collectors.parse.press;

import org.jspecify.annotations.NullMarked;
