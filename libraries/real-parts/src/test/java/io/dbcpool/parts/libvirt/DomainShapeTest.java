package io.dbcpool.parts.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainShapeTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a'/><x", "../a", "ä"})
    void aNameThatWouldBreakXmlOrAPathIsRefused(String name) {
        assertThatThrownBy(() -> DomainShape.named(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachDomainHasAUuidOfItsOwn() {
        assertThat(DomainShape.named("a").uuid())
                .isNotEqualTo(DomainShape.named("a").uuid());
    }

    @Test
    void whatIsAddedIsInItsXml() {
        String xml = DomainShape.named("a")
                .withRentersMarkers()
                .withAgentChannel()
                .withRebootOnPowerOff()
                .withOwnerMark("n1")
                .xml("qemu");

        assertThat(xml)
                .contains("value='1234567890ab'", "org.qemu.guest_agent.0", "nonce='n1'")
                .contains("<on_poweroff>restart</on_poweroff>");
        assertThat(DomainShape.named("a").xml("qemu"))
                .doesNotContain("hyperv", "guest_agent", "metadata", "acpi")
                .contains("<on_poweroff>destroy</on_poweroff>");
    }
}
