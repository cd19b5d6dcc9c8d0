package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;

/**
 * What is the same for every machine that a watcher guards.
 *
 * @param actor which watcher this is, as receipts name it
 * @param bootId this run of the host, so that a monotonic time that was written down is not used after a reboot
 */
record GuardSettings(VacatePolicy policy, Duration holdDown, String actor, String bootId) {}
