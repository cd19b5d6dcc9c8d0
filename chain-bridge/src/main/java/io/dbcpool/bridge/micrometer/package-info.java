/** The service's figures. */
@NullMarked
package io.dbcpool.bridge.micrometer;

import org.jspecify.annotations.NullMarked;
