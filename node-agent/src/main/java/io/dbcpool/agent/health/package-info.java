/** Whether the service does its job: {@code /q/health/ready} and {@code /q/health/live}. */
@NullMarked
package io.dbcpool.agent.health;

import org.jspecify.annotations.NullMarked;
