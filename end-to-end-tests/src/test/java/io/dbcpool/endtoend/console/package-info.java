/**
 * The console in a real browser. Start with {@link io.dbcpool.endtoend.console.ConsoleInABrowserIT}; it is skipped,
 * with the reason, where there is no Chromium.
 */
@NullMarked
package io.dbcpool.endtoend.console;

import org.jspecify.annotations.NullMarked;
