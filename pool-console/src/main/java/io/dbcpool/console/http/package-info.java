/**
 * What a browser gets. Start with {@link io.dbcpool.console.http.PagesResource} for the pages and
 * {@link io.dbcpool.console.http.Viewers} for what keeps them live. {@link io.dbcpool.console.http.ReadingGate} says
 * who may read; nothing here changes anything but the reader's own cookies.
 */
@NullMarked
package io.dbcpool.console.http;

import org.jspecify.annotations.NullMarked;
