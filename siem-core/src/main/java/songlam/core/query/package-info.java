/**
 * The query language of search, filters, saved views and backtest: a small Lucene-like grammar read
 * into a tree. No I/O; what runs a tree is a store or {@link songlam.core.query.EventMatcher}.
 */
@NullMarked
package songlam.core.query;

import org.jspecify.annotations.NullMarked;
