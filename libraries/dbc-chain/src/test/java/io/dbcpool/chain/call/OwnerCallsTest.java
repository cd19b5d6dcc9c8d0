package io.dbcpool.chain.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.machine.Place;
import io.dbcpool.chain.recorded.Recording;
import io.dbcpool.chain.shape.RuntimeShapeException;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.ExtrinsicCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnerCallsTest {

    private static final MachineKey KEY = MachineKey.of(Recording.MACHINE);
    private static final String KEY_ARGUMENT =
            "0101" + HexFormat.of().formatHex(Recording.MACHINE.hex().getBytes(StandardCharsets.US_ASCII));

    private final ExtrinsicCodec codec =
            ExtrinsicCodec.of(Recording.RUNTIME.metadata(), Hash256.ofContent(new byte[0]));
    private final OwnerCalls calls = new OwnerCalls(Recording.RUNTIME.metadata());

    @Test
    void eachCallIsThatOfTheRuntime() {
        assertThat(hex(calls.setController(Recording.CONTROLLER)))
                .isEqualTo("6b04" + HexFormat.of().formatHex(Recording.CONTROLLER.toBytes()));
        assertThat(hex(calls.genServerRoom())).isEqualTo("6b08");
        assertThat(hex(calls.fulfillMachine(KEY))).isEqualTo("6b0a" + KEY_ARGUMENT);
        assertThat(hex(calls.claimRewards())).isEqualTo("6b0b");
        assertThat(hex(calls.reportOffline(KEY))).isEqualTo("6b0c" + KEY_ARGUMENT);
        assertThat(hex(calls.reportOnline(KEY))).isEqualTo("6b0d" + KEY_ARGUMENT);
        assertThat(hex(calls.exit(KEY))).isEqualTo("6b0e" + KEY_ARGUMENT);
        assertThat(hex(calls.restake(KEY))).isEqualTo("6b0f" + KEY_ARGUMENT);
        assertThat(hex(calls.changeHardware(KEY))).isEqualTo("6b06" + KEY_ARGUMENT);
        assertThat(hex(calls.appealSlash(9, "receipt"))).isEqualTo("6b1009000000000000001c72656365697074");
        assertThat(hex(calls.appealReport(9, "receipt"))).isEqualTo("700a09000000000000001c72656365697074");
    }

    @Test
    void aPlaceIsTheChainsUnits() {
        var place = Place.ofDegrees(new BigDecimal("131.1548123"), new BigDecimal("-33.9"));
        var site = new MachineSite("0x" + "ab".repeat(32), 1_000, 500, place, List.of("KT"), false);

        assertThat(hex(calls.addMachineInfo(KEY, site)))
                .isEqualTo("6b09" + KEY_ARGUMENT + "ab".repeat(32) + "e803000000000000" + "f401000000000000" + "00"
                        + "3c03140000000000" + "00" + "382c050000000000" + "04084b54" + "00");
        assertThatThrownBy(() -> Place.ofDegrees(new BigDecimal("37.5665"), new BigDecimal("126.978")))
                .hasMessage("wanted a longitude of -180 to 180 and a latitude of -90 to 90, but found 37.5665 and "
                        + "126.978; are they swapped?");
    }

    @Test
    void theBondMessageIsIdAndStash() {
        assertThat(new String(new BondMessage(KEY, Recording.STASH).bytes(), StandardCharsets.US_ASCII))
                .isEqualTo(Recording.MACHINE.hex() + "5GepGFWGZAzhv7AmctMw8W8VA5ydQsWPe6rVUzcE2UXL45c7");
    }

    @Test
    void whatThisRuntimeHasNotIsRefusedByName() {
        assertThat(calls.has("set_rent_receiver")).isFalse();
        assertThatThrownBy(() -> calls.setRentReceiver(Optional.empty()))
                .isInstanceOf(RuntimeShapeException.class)
                .hasMessage("this runtime has no call OnlineProfile.set_rent_receiver");
    }

    private String hex(Call call) {
        return HexFormat.of().formatHex(codec.encode(call));
    }
}
