package io.dbcpool.agent.machine;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import java.util.List;

/**
 * Which domains of its host a machine claims.
 *
 * @param others what other machines of the same hypervisor claim: none of this one's affair
 */
public record Claims(Machine machine, OwnDomains own, OwnDomains others) {

    public static Claims of(Machine machine, PoolConfig config) {
        List<String> others = config.machines().stream()
                .filter(other -> !other.id().equals(machine.id()))
                .filter(other -> other.libvirt().equals(machine.libvirt()))
                .flatMap(other -> other.ownDomains().stream())
                .toList();
        return new Claims(machine, new OwnDomains(machine.ownDomains()), new OwnDomains(others));
    }

    boolean mayBeOurs(DomainDefinition definition) {
        return own.findEntry(definition).isPresent()
                || others.findEntry(definition).isEmpty();
    }
}
