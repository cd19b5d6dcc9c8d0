/** Pictures of what was measured, in SVG, by hand: what a chart of ours needs is a page of code and no library. */
@NullMarked
package io.dbcpool.bench.picture;

import org.jspecify.annotations.NullMarked;
