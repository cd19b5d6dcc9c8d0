package io.dbcpool.substrate.extrinsic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.value.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultisigTest {

    private static final List<AccountId> PEOPLE = List.of(account("//Alice"), account("//Bob"), account("//Charlie"));
    private static final Weight WEIGHT = new Weight(1_000, 2_000);

    /** The answers are polkadot-js' ({@code createKeyMulti}). */
    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({
        "2, 2, 0x83b70134afe83e035d51b9b6543bae58fc4ad7495df986b619e71b2581bf6ec5",
        "3, 2, 0x49daa32c7287890f38b7e1a8cd2961723d36d20baa0bf3b82e0c4bdda93b1c0a",
        "3, 3, 0x5d147638256753bfd2f7a5634b1a91b56b0ba26d9ac7b54c6f6e16007d926505"
    })
    void hasAnAccountThatFollowsFromItsPeople(int people, int threshold, String account) {
        assertThat(new Multisig(threshold, PEOPLE.subList(0, people)).account()).hasToString(account);
    }

    @Test
    void isTheSameInWhateverOrderItsPeopleAreNamed() {
        Multisig multisig = new Multisig(2, List.of(PEOPLE.get(2), PEOPLE.get(0), PEOPLE.get(1), PEOPLE.get(0)));
        assertThat(multisig).isEqualTo(new Multisig(2, PEOPLE));
        assertThat(multisig.others(PEOPLE.get(0))).containsExactly(PEOPLE.get(1), PEOPLE.get(2));
        assertThat(multisig.others(PEOPLE.get(1))).containsExactly(PEOPLE.get(2), PEOPLE.get(0));
    }

    @Test
    void refusesAThresholdThatNobodyOrOneAloneMeets() {
        assertThatThrownBy(() -> new Multisig(1, PEOPLE))
                .hasMessage("wanted a threshold from 2 to the number of signatories, but found 1 of 3");
        assertThatThrownBy(() -> new Multisig(4, PEOPLE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Multisig(2, List.of(PEOPLE.get(0), PEOPLE.get(0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Multisig(2, PEOPLE).others(account("//Dave")))
                .hasMessageContaining("is no signatory of 0x49daa32c");
    }

    @Test
    void approvesWithTheOthersSortedAndTheFirstApprovalsPlace() {
        Multisig multisig = new Multisig(2, PEOPLE);
        Call remark = Call.of("System", "remark").with("remark", Value.of(new byte[] {1}));
        Call approval = multisig.asMulti(PEOPLE.get(1), Optional.of(new Timepoint(7, 2)), remark, WEIGHT);
        assertThat(approval.is("Multisig", "as_multi")).isTrue();
        assertThat(approval.argument("threshold")).isEqualTo(Value.of(2));
        assertThat(approval.argument("other_signatories"))
                .isEqualTo(Value.items(
                        Value.of(PEOPLE.get(2).toBytes()),
                        Value.of(PEOPLE.get(0).toBytes())));
        assertThat(Timepoint.of(approval.argument("maybe_timepoint").asOption().orElseThrow()))
                .isEqualTo(new Timepoint(7, 2));
        assertThat(Call.of(approval.argument("call"))).isEqualTo(remark);
        assertThat(approval.argument("max_weight").field("proof_size")).isEqualTo(Value.of(2_000));

        Hash256 hash = Hash256.ofContent(new byte[] {1});
        Call first = multisig.approveAsMulti(PEOPLE.get(0), Optional.empty(), hash, WEIGHT);
        assertThat(first.is("Multisig", "approve_as_multi")).isTrue();
        assertThat(first.argument("maybe_timepoint")).isEqualTo(Value.none());
        assertThat(first.argument("call_hash")).isEqualTo(Value.of(hash.toBytes()));
    }

    private static AccountId account(String suri) {
        try (SecretUri uri = SecretUri.parse(suri);
                Keypair keypair = uri.toKeypair(KeyScheme.SR25519)) {
            return keypair.publicKey().account();
        }
    }
}
