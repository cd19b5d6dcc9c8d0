package io.dbcpool.substrate.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.Phase;
import io.dbcpool.substrate.metadata.SmallRuntime;
import io.dbcpool.substrate.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InclusionTest {

    private static final Metadata METADATA = SmallRuntime.decoded();
    private static final BlockRef BLOCK = new BlockRef(5, Hash256.of(new byte[32]));

    /** {@code Vault} is pallet 9 of the small runtime, {@code TooSmall} its error 2. */
    private static final Value TOO_SMALL = module(Value.of(new byte[] {2, 0, 0, 0}));

    private static final DispatchError TOLD = new DispatchError("Vault", "TooSmall", "About TooSmall");

    @ParameterizedTest(name = "{0}.{1}")
    @CsvSource({
        "System, ExtrinsicFailed, dispatch_error, false",
        "Proxy, ProxyExecuted, result, true",
        "Multisig, MultisigExecuted, result, true",
        "Utility, BatchInterrupted, error, false",
        "Utility, ItemFailed, error, false",
        "Utility, DispatchedAs, result, true"
    })
    void whatItCarriesFailsWithIt(String pallet, String event, String field, boolean isResult) {
        Value said = isResult ? Value.variant("Err", TOO_SMALL) : TOO_SMALL;
        EventRecord failing = event(1, pallet, event, Map.of(field, said));
        assertThat(Inclusion.of(METADATA, BLOCK, 1, List.of(failing)).error()).contains(TOLD);
        assertThat(Inclusion.of(METADATA, BLOCK, 2, List.of(failing)).error())
                .as("another extrinsic's")
                .isEmpty();
        if (isResult) {
            Value good = Value.variant("Ok", Value.items());
            assertThat(Inclusion.of(METADATA, BLOCK, 1, List.of(event(1, pallet, event, Map.of(field, good))))
                            .error())
                    .isEmpty();
        }
    }

    @Test
    void keepsTheEventsThatAreItsOwn() {
        EventRecord own = event(1, "Vault", "Paused", Map.of());
        EventRecord other = event(0, "Vault", "Paused", Map.of());
        EventRecord after = new EventRecord(new Phase.Finalization(), "Vault", "Paused", Map.of(), List.of());
        assertThat(Inclusion.of(METADATA, BLOCK, 1, List.of(other, own, after)))
                .isEqualTo(new Inclusion(BLOCK, 1, List.of(own), Optional.empty()));
    }

    @Test
    void namesErrorsOfAllKinds() {
        assertThat(DispatchError.of(METADATA, TOO_SMALL)).isEqualTo(TOLD);
        assertThat(DispatchError.of(METADATA, module(Value.of(2)))).isEqualTo(TOLD);
        assertThat(DispatchError.of(METADATA, module(Value.of(77))))
                .isEqualTo(new DispatchError("Vault", "error 77", ""));
        assertThat(DispatchError.of(METADATA, Value.variant("BadOrigin")))
                .isEqualTo(new DispatchError("BadOrigin", "", ""));
        assertThat(DispatchError.of(METADATA, Value.variant("Token", Value.variant("BelowMinimum"))))
                .isEqualTo(new DispatchError("Token", "BelowMinimum", ""));
        assertThat(TOLD).hasToString("Vault.TooSmall (About TooSmall)");
    }

    private static Value module(Value error) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("index", Value.of(9));
        fields.put("error", error);
        return Value.variant("Module", new Value.Struct(fields));
    }

    private static EventRecord event(long index, String pallet, String name, Map<String, Value> fields) {
        return new EventRecord(new Phase.ApplyExtrinsic(index), pallet, name, fields, List.of());
    }
}
