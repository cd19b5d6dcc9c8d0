package io.dbcpool.substrate.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.substrate.rpc.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to an extrinsic of nonce 7 that is dead from block 20 on, and what follows. */
class SubmissionTest {

    private static final Endpoint NODE = Endpoint.parse("ws://node.example:1");
    private static final DispatchError ERROR = new DispatchError("Vault", "TooSmall", "");

    /**
     * Observations, one after the other: {@code sent}, {@code perhaps}, {@code no} (not taken), {@code caught-up};
     * {@code best5} block 5 is on the best chain, {@code drop5} no more, {@code final5} it is final; with {@code +} the
     * extrinsic stands in it, with {@code !} it failed there, with {@code n8} the account's nonce is 8 after it;
     * {@code from4n8} the search begins behind block 4.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sent best5 final5n7                    | Sent                         | -",
                "sent best5+ final5+                    | Sent InBestBlock             | Finalized",
                "sent best5! final5!                    | Sent InBestBlock             | Failed",
                "sent final5+                           | Sent                         | Finalized",
                "sent best5+                            | Sent InBestBlock             | -",
                // A fork takes it out, and it comes again in another block, or never.
                "sent best5+ drop5 best6+ final6+       | Sent InBestBlock Retracted InBestBlock | Finalized",
                "sent best5+ drop5 best6 final6n7       | Sent InBestBlock Retracted   | -",
                "sent best5+ drop4 final5+              | Sent InBestBlock             | Finalized",
                // Its era: block 19 is the last in which it could have been.
                "sent final18n7                         | Sent                         | -",
                "sent final18n7 final19n7               | Sent                         | ERA_OVER",
                "sent final19+                          | Sent                         | Finalized",
                "sent final19                           | Sent                         | ERA_OVER",
                // Its nonce.
                "sent final5n7                          | Sent                         | -",
                "sent final5n8                          | Sent                         | USURPED",
                "sent final5+n8                         | Sent                         | Finalized",
                "sent final5                            | Sent                         | -",
                // A node's refusal counts if no node has it, and only when all blocks so far were looked through.
                "no                                     | NotTaken                     | -",
                "no caught-up                           | NotTaken                     | INVALID",
                "no best5+ caught-up                    | NotTaken InBestBlock         | -",
                "no sent caught-up                      | NotTaken Sent                | -",
                "sent no caught-up                      | Sent NotTaken                | -",
                "perhaps no caught-up                   | SentPerhaps NotTaken         | -",
                "caught-up                              | ''                           | -",
                "no final5n8                            | NotTaken                     | USURPED",
                // Whoever begins to look too late learns nothing from not finding it.
                "from4n7 final5n8                       | ''                           | USURPED",
                "from4n8                                | ''                           | Unknown",
                "from4 final19                          | ''                           | ERA_OVER"
            })
    void goesItsWay(String observations, String stages, String outcome) {
        Submission submission = Submission.of(extrinsic(), false);
        List<String> told = new ArrayList<>();
        Optional<SubmitOutcome> ended = Optional.empty();
        for (String observation : observations.split(" ", -1)) {
            assertThat(ended).as("nothing is observed after the end").isEmpty();
            Submission.Step step = observe(submission, observation);
            step.stage().ifPresent(stage -> told.add(stage.getClass().getSimpleName()));
            submission = step.next();
            ended = step.outcome();
        }
        assertThat(String.join(" ", told)).isEqualTo(stages);
        assertThat(ended.map(SubmissionTest::name).orElse("-")).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "caught-up    | no node was there to send it to",
                "sent         | it was sent, and is in no block so far",
                "sent best5+  | it stands in block 5 (0x0500000000000000000000000000000000000000000000000000000000000000), which is not final yet"
            })
    void whoeverGivesUpKnowsHowFarItWent(String observations, String why) {
        Submission submission = Submission.of(extrinsic(), false);
        for (String observation : observations.split(" ", -1)) {
            submission = observe(submission, observation).next();
        }
        assertThat(submission.givenUp()).isEqualTo(new SubmitOutcome.Unknown(OptionalLong.of(20), why));
    }

    private static String name(SubmitOutcome outcome) {
        return outcome instanceof SubmitOutcome.NeverIncluded never
                ? never.reason().name()
                : outcome.getClass().getSimpleName();
    }

    private static Submission.Step observe(Submission submission, String observation) {
        return switch (observation) {
            case "sent" -> submission.onSent(new Stage.Sent(NODE));
            case "perhaps" -> submission.onSent(new Stage.SentPerhaps(NODE, "no answer"));
            case "no" -> submission.onNotTaken(new Stage.NotTaken(NODE, "bad signature"));
            case "caught-up" -> submission.onCaughtUp();
            default -> observeBlock(submission, observation);
        };
    }

    private static Submission.Step observeBlock(Submission submission, String observation) {
        String kind = observation.replaceAll("[0-9].*", "");
        BlockRef block = block(Long.parseLong(observation.replaceAll("^[a-z]+([0-9]+).*", "$1")));
        boolean fails = observation.contains("!");
        Optional<Inclusion> inclusion = fails || observation.contains("+")
                ? Optional.of(new Inclusion(block, 1, List.of(), fails ? Optional.of(ERROR) : Optional.empty()))
                : Optional.empty();
        OptionalLong nonce = observation.matches(".*n[0-9]+$")
                ? OptionalLong.of(Long.parseLong(observation.replaceAll(".*n([0-9]+)$", "$1")))
                : OptionalLong.empty();
        return switch (kind) {
            case "from" -> submission.onBeginning(block, nonce);
            case "best" -> submission.onAdded(block, inclusion);
            case "drop" -> submission.onDropped(block);
            case "final" -> submission.onFinalized(block, inclusion, nonce);
            default -> throw new IllegalArgumentException(observation);
        };
    }

    private static BlockRef block(long number) {
        byte[] hash = new byte[32];
        hash[0] = (byte) number;
        return new BlockRef(number, Hash256.of(hash));
    }

    private static SignedExtrinsic extrinsic() {
        return new SignedExtrinsic(new byte[] {4, 0}, AccountId.of(new byte[32]), 7, OptionalLong.of(20));
    }
}
