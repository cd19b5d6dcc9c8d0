@NullMarked
package io.dbcpool.devchain;

import org.jspecify.annotations.NullMarked;
