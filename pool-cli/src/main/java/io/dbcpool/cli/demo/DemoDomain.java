package io.dbcpool.cli.demo;

import io.dbcpool.cli.process.ProcessIdentity;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.PartsException;
import io.dbcpool.parts.libvirt.QemuDomain;
import io.dbcpool.parts.libvirt.TestDriverDomain;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/**
 * A domain that the demo made, and may therefore end.
 *
 * @param process its QEMU; none for libvirt's test driver, which has only a state
 * @param freezing lets its process hang
 * @param end ends it
 */
record DemoDomain(UUID uuid, String name, Optional<ProcessIdentity> process, Runnable freezing, Runnable end)
        implements AutoCloseable {

    static DemoDomain startQemu(URI uri, DomainShape shape) {
        var domain = QemuDomain.start(uri, shape);
        var process = ProcessIdentity.find(domain.pid(), shape.uuid().toString());
        if (process.isEmpty()) {
            domain.close();
            throw new PartsException("the QEMU of " + shape.name() + " ended at once");
        }
        return new DemoDomain(shape.uuid(), shape.name(), process, domain::freeze, domain::close);
    }

    static DemoDomain startInTestDriver(URI uri, DomainShape shape) {
        var domain = TestDriverDomain.start(uri, shape);
        Runnable noProcess = () -> {
            throw new PartsException("libvirt's test driver has no process that could hang; this needs QEMU");
        };
        return new DemoDomain(shape.uuid(), shape.name(), Optional.empty(), noProcess, domain::close);
    }

    void freeze() {
        freezing.run();
    }

    @Override
    public void close() {
        end.run();
    }
}
