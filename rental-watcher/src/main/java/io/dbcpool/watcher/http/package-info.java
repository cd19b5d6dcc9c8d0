/** What the watcher shows and takes by HTTP: machines, receipts, the operator's release. */
@NullMarked
package io.dbcpool.watcher.http;

import org.jspecify.annotations.NullMarked;
