package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.HypervisorUnavailableException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.libvirt.Domain;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;

/**
 * Writes our mark into a domain's metadata and takes it out: into what runs and into what is kept for its next start,
 * as far as it has either. Like {@link DomainInspector} it has no limits of its own. Whose the domain is, whoever calls
 * has to have asked.
 */
public final class DomainMarker implements AutoCloseable {

    /** {@code VIR_DOMAIN_METADATA_ELEMENT}. */
    private static final int METADATA_ELEMENT = 2;

    /** {@code VIR_DOMAIN_AFFECT_LIVE}. */
    private static final int AFFECT_LIVE = 1;

    /** {@code VIR_DOMAIN_AFFECT_CONFIG}. */
    private static final int AFFECT_CONFIG = 2;

    /** The prefix that libvirt writes; a reader goes by the namespace. */
    private static final String PREFIX = "dbcpool";

    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");

    private final PointedConnect connect;

    private DomainMarker(PointedConnect connect) {
        this.connect = connect;
    }

    public static DomainMarker open(URI uri) throws HypervisorUnavailableException {
        try {
            return new DomainMarker(PointedConnect.open(uri));
        } catch (LibvirtException | LinkageError e) {
            throw unavailable(e);
        }
    }

    /**
     * @param nonce 32 hex digits
     * @return false if there is no such domain
     */
    public boolean mark(UUID uuid, String nonce) throws HypervisorUnavailableException {
        if (!NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException("a nonce has 32 hex digits, was '%s'".formatted(nonce));
        }
        return set(uuid, Optional.of("<own nonce='%s'/>".formatted(nonce)));
    }

    /** @return false if there is no such domain; one that carries no mark is a success */
    public boolean unmark(UUID uuid) throws HypervisorUnavailableException {
        return set(uuid, Optional.empty());
    }

    private boolean set(UUID uuid, Optional<String> mark) throws HypervisorUnavailableException {
        try {
            var domain = connect.domainLookupByUUID(uuid);
            try {
                int flags =
                        (domain.isActive() == 1 ? AFFECT_LIVE : 0) | (domain.isPersistent() == 1 ? AFFECT_CONFIG : 0);
                set(domain, mark, flags);
                return true;
            } finally {
                domain.free();
            }
        } catch (LibvirtException e) {
            if (is(e, ErrorNumber.VIR_ERR_NO_DOMAIN)) {
                return false;
            }
            throw unavailable(e);
        }
    }

    @SuppressWarnings("NullAway") // libvirt's own word for taking it out is null
    private static void set(Domain domain, Optional<String> mark, int flags) throws LibvirtException {
        domain.setMetadata(METADATA_ELEMENT, mark.orElse(null), PREFIX, DomainDefinition.MARK_NAMESPACE, flags);
    }

    private static boolean is(LibvirtException e, ErrorNumber number) {
        return e.getError() != null && e.getError().getCode() == number;
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
