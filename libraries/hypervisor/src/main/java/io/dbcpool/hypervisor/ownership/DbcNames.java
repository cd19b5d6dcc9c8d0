package io.dbcpool.hypervisor.ownership;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names that a DBC node and DBC's tools give to domains. A domain is named like its task (DBC node
 * {@code vm_client.cpp}).
 */
final class DbcNames {

    /** DBC node {@code TaskManager.cpp}: a verifier's task is named after the Unix time in seconds. */
    private static final String VERIFIER_PREFIX = "vm_check_";

    /** {@code check_env}'s only domain. */
    private static final String CHECK_ENV = "domain_test";

    /** What the DBC node demands of a task id that the renter chose. */
    private static final Pattern CHOSEN_BY_RENTER = Pattern.compile("[0-9A-Za-z]{20,22}");

    /** As long as the Base58Check of 5 to 12 digits gets. */
    private static final Pattern BASE58 = Pattern.compile("[1-9A-HJ-NP-Za-km-z]{12,22}");

    private static final String BASE58_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int CHECKSUM_BYTES = 4;

    private DbcNames() {}

    static Optional<String> findVerifier(String name) {
        if (name.startsWith(VERIFIER_PREFIX)) {
            return Optional.of("its name begins with vm_check_, as those of DBC's verifiers do");
        }
        return name.equals(CHECK_ENV)
                ? Optional.of("it is named domain_test, as DBC's check_env names its own")
                : Optional.empty();
    }

    /**
     * Whether this is a task id that a DBC node made: decimal digits in Base58Check (DBC node {@code crypt_util.cpp}).
     * Of other names, one in 2³² passes by chance.
     */
    static boolean isMadeTaskId(String name) {
        if (!BASE58.matcher(name).matches()) {
            return false;
        }
        byte[] decoded = decodeBase58(name);
        int payload = decoded.length - CHECKSUM_BYTES;
        if (payload < 1) {
            return false;
        }
        byte[] digits = Arrays.copyOf(decoded, payload);
        byte[] checksum = Arrays.copyOfRange(decoded, payload, decoded.length);
        return new String(digits, StandardCharsets.US_ASCII).chars().allMatch(c -> c >= '0' && c <= '9')
                && Arrays.equals(checksum, Arrays.copyOf(sha256(sha256(digits)), CHECKSUM_BYTES));
    }

    /** Whether a renter could have chosen this task id; anybody else could have, too. */
    static boolean couldBeChosenTaskId(String name) {
        return CHOSEN_BY_RENTER.matcher(name).matches();
    }

    /** No leading zero bytes: a payload of digits has none. */
    private static byte[] decodeBase58(String text) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = BASE58_DIGITS.indexOf(text.charAt(i));
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
        }
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
