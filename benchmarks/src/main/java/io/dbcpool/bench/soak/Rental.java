package io.dbcpool.bench.soak;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Optional;

/**
 * One machine, rented once.
 *
 * @param libvirtd which one has its domain
 * @param saidAt when the first datagram went out
 * @param offAt when libvirt was seen to say that the owner's domain is off
 * @param releasedAt when the operator's word that ended it was taken; empty where the run ended before
 */
record Rental(
        MachineId machineId, String libvirtd, Instant saidAt, Optional<Instant> offAt, Optional<Instant> releasedAt) {}
