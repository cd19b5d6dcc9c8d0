package io.dbcpool.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.cli.demo.Verdict.Evidence;
import io.dbcpool.events.VacateCompleted.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Evidence GOOD = new Evidence(Optional.of(Duration.ofSeconds(10)), true, true);

    @Test
    void domainThatWasOffInTimeIsGood() {
        assertThat(Stories.verdict(Outcome.ON_TIME, GOOD).complaints()).isEmpty();
    }

    @Test
    void receiptAloneIsNotBelieved() {
        assertThat(Stories.verdict(Outcome.ON_TIME, new Evidence(Optional.empty(), false, true))
                        .complaints())
                .containsExactly("the domain was never seen to be off", "libvirt says that the domain runs");
    }

    @Test
    void domainThatWasOffAMillisecondTooLateIsNotGood() {
        var late = new Evidence(Optional.of(Duration.ofMillis(10_001)), true, true);

        assertThat(Stories.verdict(Outcome.ON_TIME, late).complaints())
                .containsExactly("the domain was off only after 10001 ms");
    }

    @Test
    void receiptThatSaysLateIsNotGood() {
        assertThat(Stories.verdict(Outcome.LATE, GOOD).complaints())
                .containsExactly("the receipt says LATE, with 4686 ms left");
    }

    @Test
    void neighbourMustBeUntouched() {
        assertThat(Stories.verdict(Outcome.ON_TIME, new Evidence(GOOD.offAfter(), true, false))
                        .complaints())
                .containsExactly("the domain that is on no list was touched");
    }

    @Test
    void withoutAReceiptNothingIsProved() {
        var verdict = Verdict.of(Stories.MACHINE, Stories.DOMAIN.uuid(), Optional.empty(), GOOD);

        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.complaints()).containsExactly("no receipt came to dbc.vacates");
    }

    @Test
    void receiptOfAnotherDomainProvesNothing() {
        var verdict =
                Verdict.of(Stories.MACHINE, UUID.randomUUID(), Optional.of(Stories.receipt(Outcome.ON_TIME)), GOOD);

        assertThat(verdict.complaints()).singleElement().asString().startsWith("the receipt is about another domain");
    }
}
