package io.dbcpool.hypervisor.testing;

import io.dbcpool.hypervisor.DomainDefinition;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Definitions for a {@link ScriptedHypervisor}. */
public final class ScriptedDefinitions {

    private ScriptedDefinitions() {}

    /** A domain that nothing tells from any other. */
    public static DomainDefinition plain(UUID uuid, String name) {
        return of(uuid, name, List.of(), Optional.empty());
    }

    /** A domain with our mark in its metadata. */
    public static DomainDefinition marked(UUID uuid, String name, String nonce) {
        return of(uuid, name, List.of(), Optional.of(nonce));
    }

    /** A domain with a renter's markers. */
    public static DomainDefinition renters(UUID uuid, String name) {
        return of(uuid, name, List.of(name), Optional.empty());
    }

    private static DomainDefinition of(UUID uuid, String name, List<String> nwfilters, Optional<String> mark) {
        return new DomainDefinition(
                uuid,
                name,
                "test",
                "destroy",
                nwfilters,
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                List.of(),
                mark);
    }
}
