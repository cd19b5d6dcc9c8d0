package io.dbcpool.agent.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a domain has of its host. In order, so that a definition that says the same otherwise is no change.
 *
 * @param devices PCI addresses
 * @param disks files
 */
public record DomainParts(List<String> devices, List<String> disks) {

    public DomainParts {
        devices = devices.stream().sorted().toList();
        disks = disks.stream().sorted().toList();
    }

    /** A sentence about it; empty if nothing is. */
    Optional<String> describeChange(DomainParts next) {
        var changed = new ArrayList<String>();
        if (!devices.equals(next.devices)) {
            changed.add(describe("devices", devices, next.devices));
        }
        if (!disks.equals(next.disks)) {
            changed.add(describe("disks", disks, next.disks));
        }
        return changed.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", changed));
    }

    private static String describe(String what, List<String> before, List<String> after) {
        return "its %s are %s and were %s".formatted(what, shown(after), shown(before));
    }

    private static String shown(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
