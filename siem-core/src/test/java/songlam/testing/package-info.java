/** What the tests of every module share: real peers and public corpora. */
@NullMarked
package songlam.testing;

import org.jspecify.annotations.NullMarked;
