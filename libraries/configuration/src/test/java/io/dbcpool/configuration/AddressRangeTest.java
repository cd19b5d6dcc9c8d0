package io.dbcpool.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest(name = "{0} contains {1}: {2}")
    @CsvSource({
        "192.0.2.11,       192.0.2.11,      true",
        "192.0.2.11,       192.0.2.10,      false",
        "192.0.2.11,       192.0.2.12,      false",
        "192.0.2.64/26,    192.0.2.63,      false",
        "192.0.2.64/26,    192.0.2.64,      true",
        "192.0.2.64/26,    192.0.2.127,     true",
        "192.0.2.64/26,    192.0.2.128,     false",
        "192.0.2.77/26,    192.0.2.64,      true",
        "0.0.0.0/0,        255.255.255.255, true",
        "0.0.0.0/0,        ::1,             false",
        "128.0.0.0/1,      127.255.255.255, false",
        "128.0.0.0/1,      128.0.0.0,       true",
        "2001:db8::/32,    2001:db8:ffff::, true",
        "2001:db8::/32,    2001:db9::,      false",
        "::1/128,          ::1,             true",
        "::1/128,          ::2,             false",
    })
    void aRangeEndsWhereItsPrefixEnds(String range, String address, boolean contained) throws Exception {
        assertThat(AddressRange.find(range).orElseThrow().contains(InetAddress.getByName(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gpu-01",
                "localhost",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.1.1",
                "192.0.2.1/",
                "192.0.2.1/33",
                "192.0.2.1/-1",
                "192.0.2.1/a",
                "::1/129",
                "10",
                "1:2",
                "fe80::1%lo",
                "192.0.2.1 "
            })
    void whatIsNoLiteralAddressIsNoRange(String text) {
        assertThat(AddressRange.find(text)).isEmpty();
    }

    @Test
    void aPrefixIsNoLongerThanTheAddress() throws Exception {
        var address = InetAddress.getByName("192.0.2.1");

        assertThat(new AddressRange(address, 0).prefixBits()).isZero();
        assertThat(new AddressRange(address, 32).prefixBits()).isEqualTo(32);
        assertThatThrownBy(() -> new AddressRange(address, 33)).hasMessage("prefix must be 0 to 32 bits, was 33");
        assertThatThrownBy(() -> new AddressRange(address, -1)).hasMessage("prefix must be 0 to 32 bits, was -1");
    }
}
