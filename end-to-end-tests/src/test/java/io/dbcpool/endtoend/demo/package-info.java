/** The demo as a new user runs it, and the picture of it. Start with {@link io.dbcpool.endtoend.demo.DemoIT}. */
@NullMarked
package io.dbcpool.endtoend.demo;

import org.jspecify.annotations.NullMarked;
