package io.dbcpool.bench.soak;

import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.PartsException;
import io.dbcpool.parts.libvirt.TestDriverDomain;
import java.net.URI;
import java.util.UUID;

/** A domain of the test driver that can be made anew with its UUID, when its libvirtd has forgotten it. */
final class OwnersDomain implements AutoCloseable {

    private final URI uri;
    private final DomainShape shape;
    private TestDriverDomain domain;
    private boolean rented;

    OwnersDomain(URI uri, String name, UUID uuid) {
        this.uri = uri;
        shape = DomainShape.named(name).withPersistence().withUuid(uuid);
        domain = TestDriverDomain.start(uri, shape);
    }

    UUID uuid() {
        return shape.uuid();
    }

    /** The machine is rented from now on: nobody starts it. */
    synchronized void rented() {
        rented = true;
    }

    synchronized void start() {
        rented = false;
        try {
            domain.startAgain();
        } catch (PartsException e) {
            // Its connection or its libvirtd's memory was lost.
            makeAnew();
        }
    }

    synchronized void makeAnew() {
        close();
        domain = rented ? TestDriverDomain.define(uri, shape) : TestDriverDomain.start(uri, shape);
    }

    @Override
    public synchronized void close() {
        try {
            domain.close();
        } catch (PartsException e) {
            // with its libvirtd went its connection
        }
    }
}
