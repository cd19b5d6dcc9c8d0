package io.dbcpool.endtoend.pool;

import io.dbcpool.values.MachineId;
import java.net.URI;
import java.util.List;

/** One machine of a pool's file. */
public record Seat(MachineId id, String name, URI libvirt, List<String> ownDomains) {

    /** The {@code number}th: {@code gpu-07}, whose owner's domain is {@code owner-vm-07}. */
    public static Seat of(int number, URI libvirt) {
        return new Seat(
                new MachineId("e2e0%060x".formatted(number)),
                "gpu-%02d".formatted(number),
                libvirt,
                List.of("owner-vm-%02d".formatted(number)));
    }

    public String ownDomain() {
        return ownDomains.get(0);
    }
}
