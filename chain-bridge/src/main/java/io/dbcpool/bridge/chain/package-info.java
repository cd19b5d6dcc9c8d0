/** What the service can say of its chain source, and the two places where it says it: health and REST. */
@NullMarked
package io.dbcpool.bridge.chain;

import org.jspecify.annotations.NullMarked;
