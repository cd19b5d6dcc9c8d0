package io.dbcpool.nodekey.backup;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * age v1 with a passphrase (age-encryption.org/v1, scrypt recipient), for contents of one chunk.
 *
 * <p>A key that is printed nowhere has to be opened in ten years by whoever holds the passphrase; a format of ours
 * could not be.
 */
public final class AgeFile {

    /** age's own choice: about a second, and 256 MiB of memory. */
    public static final int WORK_FACTOR = 18;

    /** More would take more memory than the command has. */
    static final int MOST_WORK = 18;

    /** A payload of one chunk is at most this; a node.dat has 155 bytes. */
    private static final int MOST_BYTES = 64 << 10;

    private static final String VERSION = "age-encryption.org/v1\n";
    private static final byte[] SALT_LABEL = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern HEADER = Pattern.compile(
            "\\Aage-encryption\\.org/v1\\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\\n([A-Za-z0-9+/]{43})\\n--- ([A-Za-z0-9+/]{43})\\n");
    private static final int FILE_KEY_BYTES = 16;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;

    /** Eleven bytes of the chunk's number, and one that says that it is the last. */
    private static final byte[] ONLY_CHUNK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();
    private static final SecureRandom RANDOM = new SecureRandom();

    private AgeFile() {}

    /** @param passphrase UTF-8, the caller's to wipe; as {@code plain} */
    public static byte[] encrypt(byte[] plain, byte[] passphrase, int workFactor) {
        if (plain.length > MOST_BYTES || workFactor < 1 || workFactor > MOST_WORK) {
            throw new IllegalArgumentException("wanted at most %d bytes and a work factor of 1 to %d, found %d and %d"
                    .formatted(MOST_BYTES, MOST_WORK, plain.length, workFactor));
        }
        byte[] fileKey = random(FILE_KEY_BYTES);
        byte[] salt = random(SALT_BYTES);
        byte[] payloadNonce = random(SALT_BYTES);
        try {
            byte[] wrapped =
                    seal(Cipher.ENCRYPT_MODE, stretch(passphrase, salt, workFactor), new byte[NONCE_BYTES], fileKey);
            String head = VERSION
                    + "-> scrypt %s %d\n%s\n---"
                            .formatted(BASE64.encodeToString(salt), workFactor, BASE64.encodeToString(wrapped));
            String mac = BASE64.encodeToString(headerMac(fileKey, head));
            byte[] body = seal(Cipher.ENCRYPT_MODE, hkdf(fileKey, payloadNonce, "payload"), ONLY_CHUNK, plain);
            return join((head + " " + mac + "\n").getBytes(StandardCharsets.US_ASCII), payloadNonce, body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 11 has ChaCha20-Poly1305 and HMAC-SHA-256", e);
        } finally {
            Arrays.fill(fileKey, (byte) 0);
        }
    }

    /** Empty if the passphrase is another's, or the file is damaged: nobody can tell which. */
    public static Optional<byte[]> decrypt(byte[] file, byte[] passphrase) {
        var header = HEADER.matcher(new String(file, StandardCharsets.ISO_8859_1));
        if (!header.find()) {
            return Optional.empty();
        }
        int workFactor = Integer.parseInt(header.group(2));
        int bodyAt = header.end() + SALT_BYTES;
        if (workFactor > MOST_WORK || file.length <= bodyAt || file.length > MOST_BYTES + (4 << 10)) {
            return Optional.empty();
        }
        try {
            byte[] salt = Base64.getDecoder().decode(header.group(1));
            byte[] fileKey = seal(
                    Cipher.DECRYPT_MODE,
                    stretch(passphrase, salt, workFactor),
                    new byte[NONCE_BYTES],
                    Base64.getDecoder().decode(header.group(3)));
            try {
                String whole = header.group();
                String head = whole.substring(0, whole.lastIndexOf("---") + 3);
                // As text: its last digit has two bits that stand for nothing, and a decoder passes over them.
                if (!MessageDigest.isEqual(
                        BASE64.encode(headerMac(fileKey, head)), header.group(4).getBytes(StandardCharsets.US_ASCII))) {
                    return Optional.empty();
                }
                byte[] nonce = Arrays.copyOfRange(file, header.end(), bodyAt);
                return Optional.of(seal(
                        Cipher.DECRYPT_MODE,
                        hkdf(fileKey, nonce, "payload"),
                        ONLY_CHUNK,
                        Arrays.copyOfRange(file, bodyAt, file.length)));
            } finally {
                Arrays.fill(fileKey, (byte) 0);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] stretch(byte[] passphrase, byte[] salt, int workFactor) {
        return SCrypt.generate(passphrase, join(SALT_LABEL, salt), 1 << workFactor, 8, 1, 32);
    }

    private static byte[] seal(int mode, byte[] key, byte[] nonce, byte[] bytes) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
        Arrays.fill(key, (byte) 0);
        return cipher.doFinal(bytes);
    }

    private static byte[] headerMac(byte[] fileKey, String head) throws GeneralSecurityException {
        return hmac(hkdf(fileKey, new byte[32], "header"), head.getBytes(StandardCharsets.US_ASCII));
    }

    /** RFC 5869 with SHA-256, for 32 bytes. */
    private static byte[] hkdf(byte[] key, byte[] salt, String info) throws GeneralSecurityException {
        return hmac(hmac(salt, key), join(info.getBytes(StandardCharsets.US_ASCII), new byte[] {1}));
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    private static byte[] join(byte[]... parts) {
        byte[] joined =
                new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
