package io.dbcpool.hypervisor;

import static io.dbcpool.hypervisor.HypervisorContract.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.hypervisor.libvirt.LibvirtHypervisor;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A driver without a daemon, which knows neither keepalive nor a closing of the connection. */
class LibvirtInProcessIT {

    @Test
    void worksWithoutKeepalive() throws Exception {
        HeardChanges heard = new HeardChanges();
        try (LibvirtHypervisor hypervisor = new LibvirtHypervisor(URI.create("test:///default"))) {
            hypervisor.subscribe(heard);
            await().atMost(PATIENCE).until(() -> heard.connectedCount() == 1);

            assertThat(hypervisor.listDomains()).singleElement().satisfies(domain -> {
                assertThat(domain.name()).isEqualTo("test");
                assertThat(domain.state()).isEqualTo(DomainState.RUNNING);
            });
        }
    }
}
