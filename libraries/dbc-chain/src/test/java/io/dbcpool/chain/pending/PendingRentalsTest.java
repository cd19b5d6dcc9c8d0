package io.dbcpool.chain.pending;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.recorded.Recording;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.ExtrinsicCodec;
import io.dbcpool.substrate.extrinsic.Lifetime;
import io.dbcpool.substrate.extrinsic.SigningTerms;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.MachineId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingRentalsTest {

    private static final MachineId MACHINE = Recording.MACHINE;

    @Test
    void aRentalIsFoundAloneAndWithinABatch() throws Exception {
        var alone = signed(rent(MACHINE.hex()));
        var batch = signed(Call.of("Utility", "batch_all")
                .with(
                        "calls",
                        Value.items(
                                rent("ab".repeat(32)).toValue(),
                                rent(MACHINE.hex()).toValue())));

        assertThat(find(alone))
                .containsExactly(new PendingRental(
                        Hash256.ofContent(alone), MACHINE, RentPallet.RENT_MACHINE, Optional.of(Recording.RENTER)));
        assertThat(find(batch)).extracting(PendingRental::machine).containsExactly(MACHINE);
    }

    @Test
    void aMachineIsTheSameInEitherCase() throws Exception {
        assertThat(find(signed(rent(MACHINE.hex().toUpperCase(Locale.ROOT))))).hasSize(1);
    }

    @Test
    void whatIsNoRentalOfOursOrNoExtrinsicAtAllIsPassedOver() throws Exception {
        assertThat(find(signed(rent("ab".repeat(32))))).isEmpty();
        assertThat(find(signed(rent("no machine id")))).isEmpty();
        assertThat(find(signed(Call.of("OnlineProfile", "claim_rewards")))).isEmpty();
        assertThat(find(new byte[] {1, 2, 3})).isEmpty();
        assertThat(find(new byte[0])).isEmpty();
    }

    private static List<PendingRental> find(byte[] extrinsic) {
        return PendingRentals.find(Recording.RUNTIME.metadata(), List.of(extrinsic), List.of(MACHINE));
    }

    private static Call rent(String machine) {
        return Call.of("RentMachine", "rent_machine")
                .with("machine_id", Value.of(machine.getBytes(StandardCharsets.UTF_8)))
                .with("rent_gpu_num", Value.of(1))
                .with("duration", Value.of(300));
    }

    private static byte[] signed(Call call) throws Exception {
        try (var uri = SecretUri.parse("//Renter1");
                Keypair renter = uri.toKeypair(KeyScheme.SR25519)) {
            return ExtrinsicCodec.of(Recording.RUNTIME.metadata(), Hash256.ofContent(new byte[0]))
                    .prepare(call, SigningTerms.of(Lifetime.immortal(), 0))
                    .sign(renter)
                    .bytes();
        }
    }
}
