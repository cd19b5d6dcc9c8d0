/** Whether the console does its job: {@code /q/health/ready}. */
@NullMarked
package io.dbcpool.console.health;

import org.jspecify.annotations.NullMarked;
