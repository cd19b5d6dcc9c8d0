/** What the service says of its chain source, in health, over REST and as alerts. Start with {@link ChainSource}. */
@NullMarked
package io.dbcpool.bridge.chain;

import org.jspecify.annotations.NullMarked;
