/**
 * What the bridge shows and takes by HTTP. Start with {@link io.dbcpool.bridge.http.Gate}, which says who may do what;
 * it is pure.
 */
@NullMarked
package io.dbcpool.bridge.http;

import org.jspecify.annotations.NullMarked;
