package io.dbcpool.agent.signing;

/**
 * What became of the requests since the agent started.
 *
 * @param passedOver those that got no answer: repeats, those of machines that are not this host's, and those that came
 *     too fast
 */
public record SigningCounts(long signed, long refused, long passedOver) {

    static final SigningCounts NONE = new SigningCounts(0, 0, 0);

    SigningCounts withSigned() {
        return new SigningCounts(signed + 1, refused, passedOver);
    }

    SigningCounts withRefused() {
        return new SigningCounts(signed, refused + 1, passedOver);
    }

    SigningCounts withPassedOver() {
        return new SigningCounts(signed, refused, passedOver + 1);
    }
}
