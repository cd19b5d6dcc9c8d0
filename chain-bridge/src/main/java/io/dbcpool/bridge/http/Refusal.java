package io.dbcpool.bridge.http;

/**
 * Why a request was not answered as it was meant, as JSON.
 *
 * @param status of HTTP; not in the JSON
 * @param error a word that stays the same: {@code not-authorized}
 * @param reason what was wanted and what was found
 * @param nextStep what to do about it
 */
record Refusal(int status, String error, String reason, String nextStep) {

    /** What is written. */
    record Body(String error, String reason, String nextStep) {}

    Body body() {
        return new Body(error, reason, nextStep);
    }
}
