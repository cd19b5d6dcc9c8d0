package io.dbcpool.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownDefinitionsTest {

    private static final UUID DOMAIN = new UUID(1, 1);

    private final KnownDefinitions definitions = new KnownDefinitions();

    @Test
    void theSameTextIsNotReadAgain() {
        var first = definitions.read(DOMAIN, xml("vm"));
        assertThat(definitions.read(DOMAIN, xml("vm"))).isSameAs(first);
    }

    @Test
    void oneLetterThatDiffersIsSeen() {
        definitions.read(DOMAIN, xml("vm-1"));
        assertThat(definitions.read(DOMAIN, xml("vm-2")).name()).isEqualTo("vm-2");
        assertThat(definitions.read(DOMAIN, xml("vm-1")).name()).isEqualTo("vm-1");
    }

    @Test
    void whatCannotBeReadIsNotTakenForWhatWasThereBefore() {
        definitions.read(DOMAIN, xml("vm"));
        assertThatThrownBy(() -> definitions.read(DOMAIN, "<domain>")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moreDomainsThanItKeepsAreReadAllTheSame() {
        for (int i = 0; i < KnownDefinitions.MOST + 2; i++) {
            assertThat(definitions.read(new UUID(2, i), xml("vm-" + i)).name()).isEqualTo("vm-" + i);
        }
    }

    private static String xml(String name) {
        return "<domain type='test'><name>%s</name><uuid>%s</uuid></domain>".formatted(name, DOMAIN);
    }
}
