package io.dbcpool.agent.machine;

import io.dbcpool.hypervisor.DomainDefinition;

/** A domain of a host, running or only defined. */
public record ListedDomain(DomainDefinition definition, boolean active) {}
