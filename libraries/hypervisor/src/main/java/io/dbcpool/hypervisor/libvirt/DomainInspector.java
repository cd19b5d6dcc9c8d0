package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import io.dbcpool.hypervisor.libvirt.DomainXml.Read;
import io.dbcpool.hypervisor.libvirt.DomainXml.Refused;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.libvirt.Domain;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;

/**
 * Looks at the domains of a hypervisor once, over a connection of its own. Unlike a {@code Hypervisor} it has no
 * limits: a call takes as long as libvirt takes, and who calls has to be able to leave it.
 */
public final class DomainInspector implements AutoCloseable {

    private static final Pattern BALLOON = Pattern.compile("<memballoon model='(?!none')");
    private static final Pattern HUGEPAGES = Pattern.compile("<hugepages\\s*/?>");
    private static final Pattern UNMANAGED = Pattern.compile("<hostdev [^>]*managed='no'");
    private static final Pattern AGENT =
            Pattern.compile("<target type='virtio' name='org\\.qemu\\.guest_agent\\.0'(?: state='(\\w+)')?");

    private final PointedConnect connect;

    private DomainInspector(PointedConnect connect) {
        this.connect = connect;
    }

    public static DomainInspector open(URI uri) throws HypervisorUnavailableException {
        try {
            return new DomainInspector(PointedConnect.open(uri));
        } catch (LibvirtException | LinkageError e) {
            throw unavailable(e);
        }
    }

    public List<DomainSnapshot> list() throws HypervisorUnavailableException {
        try {
            return DomainHandle.listSnapshots(connect.pointer());
        } catch (LibvirtFailure e) {
            throw unavailable(e);
        }
    }

    /** Empty if there is none of that UUID. */
    public Optional<InspectedDomain> find(UUID uuid) throws HypervisorUnavailableException {
        try {
            var domain = connect.domainLookupByUUID(uuid);
            try {
                return Optional.of(inspect(domain));
            } finally {
                domain.free();
            }
        } catch (LibvirtException e) {
            if (e.getError() != null && e.getError().getCode() == ErrorNumber.VIR_ERR_NO_DOMAIN) {
                return Optional.empty();
            }
            throw unavailable(e);
        }
    }

    private static InspectedDomain inspect(Domain domain) throws LibvirtException, HypervisorUnavailableException {
        String xml = domain.getXMLDesc(0);
        var outcome = DomainXml.read(xml);
        if (outcome instanceof Refused refused) {
            throw new HypervisorUnavailableException(
                    "a definition cannot be read: " + refused.reason(), new IllegalArgumentException(refused.reason()));
        }
        var agent = AGENT.matcher(xml);
        return new InspectedDomain(
                ((Read) outcome).definition(),
                domain.isActive() == 1,
                domain.getAutostart(),
                BALLOON.matcher(xml).find(),
                HUGEPAGES.matcher(xml).find(),
                !UNMANAGED.matcher(xml).find(),
                !agent.find() ? "none" : agent.group(1) == null ? "unknown" : agent.group(1));
    }

    private static HypervisorUnavailableException unavailable(Throwable e) {
        return new HypervisorUnavailableException(
                e instanceof LinkageError
                        ? "libvirt's client library is missing: install libvirt0"
                        : String.valueOf(e.getMessage()),
                e);
    }

    @Override
    public void close() {
        connect.closeForGood();
    }
}
