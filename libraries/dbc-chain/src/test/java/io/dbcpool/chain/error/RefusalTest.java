package io.dbcpool.chain.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.recorded.Recording;
import io.dbcpool.substrate.types.Variant;
import io.dbcpool.substrate.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    @ParameterizedTest
    @ValueSource(strings = {"OnlineProfile", "RentMachine"})
    void everyErrorOfTheRuntimeThatAnOwnerMeetsIsExplained(String pallet) {
        var errors = Recording.RUNTIME.metadata().getPallet(pallet).errors().variants();

        assertThat(errors)
                .extracting(Variant::name)
                .allMatch(name -> Refusals.find(pallet, name).isPresent());
    }

    @Test
    void aModulesErrorIsFoundByItsNumbers() {
        Map<String, Value> module = new LinkedHashMap<>();
        module.put("index", Value.of(107));
        module.put("error", Value.of(new byte[] {2, 0, 0, 0}));

        assertThat(Refusal.of(Recording.RUNTIME.metadata(), Value.variant("Module", new Value.Struct(module))))
                .isEqualTo(new Refusal(
                        "OnlineProfile",
                        "BalanceNotEnough",
                        "the stash has too little free DBC for what would be reserved",
                        "let the stash hold more free DBC, then send the call again"));
    }

    @Test
    void oneThatIsNoPalletsOrUnknownIsNamed() {
        var metadata = Recording.RUNTIME.metadata();
        assertThat(Refusal.of(metadata, Value.variant("BadOrigin")).inWords()).isEqualTo("the signer may not do this");
        assertThat(Refusal.of(metadata, Value.variant("Arithmetic", Value.variant("Underflow")))
                        .error())
                .isEqualTo("Arithmetic.Underflow");
        assertThat(Refusal.of("Assets", "NoAccount"))
                .hasToString("Assets.NoAccount: the runtime refused it with Assets.NoAccount.");
        assertThat(Refusal.of(metadata, Value.items()).pallet()).isEqualTo("Runtime");
    }
}
