package io.dbcpool.bonding.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.Wrapping;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedCallsTest {

    private static final AccountId ANYBODY = AccountId.of(new byte[AccountId.BYTES]);

    /** Who signs it: the controller, the stash of a test network, or nobody. */
    @ParameterizedTest
    @CsvSource({
        "OnlineProfile, bond_machine,                         controller",
        "OnlineProfile, gen_server_room,                      controller",
        "OnlineProfile, add_machine_info,                     controller",
        "OnlineProfile, update_machine_info,                  controller",
        "OnlineProfile, fulfill_machine,                      controller",
        "OnlineProfile, claim_rewards,                        controller",
        "OnlineProfile, controller_report_offline,            controller",
        "OnlineProfile, controller_report_online,             controller",
        "OnlineProfile, machine_exit,                         controller",
        "OnlineProfile, restake_online_machine,               controller",
        "OnlineProfile, offline_machine_change_hardware_info, controller",
        "OnlineProfile, apply_slash_review,                   controller",
        "OnlineProfile, set_machine_extra_price,              controller",
        "OnlineProfile, set_machine_rental_mode,              controller",
        "OnlineProfile, set_controller,                       stash",
        "OnlineProfile, stash_reset_controller,               stash",
        "OnlineProfile, set_rent_receiver,                    nobody",
        "OnlineProfile, Bond_machine,                         nobody",
        "onlineProfile, bond_machine,                         nobody",
        "TerminatingRental, bond_machine,                     nobody",
        "Balances,      transfer_keep_alive,                  nobody",
        "Balances,      transfer_all,                         nobody",
        "Proxy,         add_proxy,                            nobody",
        "Proxy,         remove_proxies,                       nobody",
        "Utility,       batch_all,                            nobody",
        "Utility,       as_derivative,                        nobody",
        "Multisig,      as_multi,                             nobody",
        "Staking,       bond,                                 nobody",
        "Sudo,          sudo,                                 nobody",
    })
    void aKeyIsLentForWhatItIsForAndForNothingElse(String pallet, String name, String signer) {
        Call call = Call.of(pallet, name);

        assertThat(AllowedCalls.findObjection(call).isEmpty()).isEqualTo(signer.equals("controller"));
        assertThat(AllowedCalls.findObjectionOfStash(call).isEmpty()).isEqualTo(signer.equals("stash"));
        assertThat(AllowedCalls.findObjection(proxied(call)).isEmpty()).isEqualTo(signer.equals("controller"));
        assertThat(AllowedCalls.findObjectionOfStash(proxied(call))).isPresent();
    }

    @Test
    void whatIsCarriedTwiceOrInABatchIsNotLookedInto() {
        Call claim = Call.of("OnlineProfile", "claim_rewards");

        assertThat(AllowedCalls.findObjection(proxied(proxied(claim)))).isPresent();
        assertThat(AllowedCalls.findObjection(Wrapping.batchAll(List.of(claim))))
                .isPresent();
        assertThat(AllowedCalls.findObjection(proxied(Wrapping.batchAll(List.of(claim)))))
                .isPresent();
    }

    @Test
    void aProxyThatCarriesNothingIsRefusedToo() {
        assertThat(AllowedCalls.findObjection(Call.of("Proxy", "proxy")))
                .contains("the controller's key is not lent for Proxy.proxy");
    }

    private static Call proxied(Call call) {
        return Wrapping.proxy(ANYBODY, Optional.empty(), call);
    }
}
