package io.dbcpool.console.view;

import io.dbcpool.events.DomainRef;
import java.time.Instant;

/**
 * One of the owner's domains.
 *
 * @param running whether it was, when last told of
 * @param since when that was
 */
public record OwnerDomain(DomainRef domain, boolean running, Instant since) {}
