package io.dbcpool.watcher.receipt;

import io.dbcpool.receipts.ReceiptHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The Ed25519 keypair with which this host signs its receipts. It is made at first start; the private part stays in a
 * file of mode 0600 and in this object, which shows it to nobody.
 */
public final class ReceiptKey {

    /** An Ed25519 public key in X.509 form is these 12 bytes and the 32 of the key (RFC 8410). */
    private static final int X509_PREFIX_BYTES = 12;

    /** Signs the text's ASCII bytes. */
    interface Signer {
        byte[] sign(byte[] text) throws GeneralSecurityException;
    }

    private final byte[] publicKeyBytes;
    private final String keyId;
    private final Signer signer;

    ReceiptKey(KeyPair keypair) {
        this(keypair, signerOf(keypair.getPrivate()));
    }

    /**
     * RFC 8032 leaves no choice, so its signatures are the JDK's to the bit; but the JDK's own take a millisecond each,
     * on the thread that guards every machine.
     */
    private static Signer signerOf(PrivateKey key) {
        byte[] seed = key instanceof EdECPrivateKey edwards
                ? edwards.getBytes().orElseThrow(() -> new IllegalArgumentException("the key does not show its seed"))
                : new byte[0];
        if (seed.length != Ed25519.SECRET_KEY_SIZE) {
            throw new IllegalArgumentException("wanted an Ed25519 key, found one of " + key.getAlgorithm());
        }
        return text -> {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(seed, 0, text, 0, text.length, signature, 0);
            return signature;
        };
    }

    /** @param signer what signs in the place of the keypair */
    ReceiptKey(KeyPair keypair, Signer signer) {
        byte[] encoded = keypair.getPublic().getEncoded();
        this.publicKeyBytes = Arrays.copyOfRange(encoded, X509_PREFIX_BYTES, encoded.length);
        this.keyId = ReceiptHash.keyId(publicKeyBytes);
        this.signer = signer;
    }

    /**
     * Reads the keypair from {@code folder}, or makes one.
     *
     * @throws IOException if it can be neither read nor written; the message names the file
     */
    public static ReceiptKey open(Path folder) throws IOException {
        Path secret = folder.resolve("receipt-key");
        Path open = folder.resolve("receipt-key.pub");
        try {
            if (Files.exists(secret)) {
                var factory = KeyFactory.getInstance("Ed25519");
                return new ReceiptKey(new KeyPair(
                        factory.generatePublic(new X509EncodedKeySpec(decode(open))),
                        factory.generatePrivate(new PKCS8EncodedKeySpec(decode(secret)))));
            }
            var keypair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Files.createDirectories(folder);
            write(open, keypair.getPublic().getEncoded(), "rw-r--r--");
            write(secret, keypair.getPrivate().getEncoded(), "rw-------");
            return new ReceiptKey(keypair);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("%s and %s are not an Ed25519 keypair".formatted(secret, open), e);
        }
    }

    /** A keypair that is nowhere kept, for when the disk refuses: a receipt that can be checked once beats none. */
    public static ReceiptKey ofThisRun() {
        try {
            return new ReceiptKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    /** The first 16 hex digits of SHA-256 of the public key. */
    public String keyId() {
        return keyId;
    }

    /** Base64 of the 32 bytes. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(publicKeyBytes);
    }

    /** Base64 of the signature of the text's ASCII bytes. */
    String sign(String text) {
        try {
            return Base64.getEncoder().encodeToString(signer.sign(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 cannot sign with a key it accepted", e);
        }
    }

    private static byte[] decode(Path file) throws IOException {
        return Base64.getDecoder().decode(Files.readString(file).trim());
    }

    /** Made with its mode, not given it afterwards: between the two anybody could read it. */
    private static void write(Path file, byte[] key, String mode) throws IOException {
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                permissions)) {
            channel.write(ByteBuffer.wrap(
                    (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }
}
