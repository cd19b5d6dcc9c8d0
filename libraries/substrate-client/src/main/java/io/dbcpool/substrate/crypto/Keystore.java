package io.dbcpool.substrate.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * A keypair sealed with a password, as the polkadot-js wallet and its like export an account (version 3: scrypt,
 * xsalsa20-poly1305).
 *
 * <p>Until it is unlocked it is only a file: what it says of its account is checked against the key by {@link #unlock}.
 */
public final class Keystore {

    private static final int SALT_BYTES = 32;
    private static final int SEALED_START = SALT_BYTES + ScryptCost.BYTES + SecretBox.NONCE_BYTES;

    private static final int BYTES = SEALED_START + SecretBox.TAG_BYTES + Pkcs8.BYTES;
    private static final int BYTES_WITH_SEED = SEALED_START + SecretBox.TAG_BYTES + Pkcs8.BYTES_WITH_SEED;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyScheme scheme;
    private final Ss58Address address;
    private final byte[] encoded;
    private final JsonNode meta;

    private Keystore(KeyScheme scheme, Ss58Address address, byte[] encoded, JsonNode meta) {
        this.scheme = scheme;
        this.address = address;
        this.encoded = encoded;
        this.meta = meta;
    }

    /**
     * Reads an exported account; the password is not needed yet.
     *
     * @throws KeystoreException.Damaged if it is no such file, or cut off
     * @throws KeystoreException.Unsupported if it is one of another version, scheme or sealing
     */
    public static Keystore parse(String json) {
        KeystoreJson file = KeystoreJson.parse(json);
        byte[] encoded = file.decode();
        if (encoded.length != BYTES && encoded.length != BYTES_WITH_SEED) {
            throw new KeystoreException.Damaged("wanted %d bytes (or %d) in field encoded, but found %d"
                    .formatted(BYTES, BYTES_WITH_SEED, encoded.length));
        }
        return new Keystore(file.scheme(), file.address(), encoded, file.meta());
    }

    /**
     * Seals a keypair. Takes 128 MiB and most of a second, as {@link #unlock} does.
     *
     * @param password not empty: polkadot-js would leave the secret unsealed. The caller wipes it, if it is a
     *     {@code CharBuffer}
     * @param name what wallets show to people
     * @param prefix the chain's, for the address in the file
     */
    public static Keystore seal(Keypair keypair, CharSequence password, String name, int prefix) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("the password is empty");
        }
        byte[] salt = random(SALT_BYTES);
        byte[] nonce = random(SecretBox.NONCE_BYTES);
        byte[] key = key(password, salt, ScryptCost.OF_POLKADOT_JS);
        byte[] message = Pkcs8.encode(keypair);
        ByteBuffer encoded = ByteBuffer.allocate(BYTES).put(salt);
        ScryptCost.OF_POLKADOT_JS.write(encoded);
        encoded.put(nonce).put(SecretBox.seal(key, nonce, message));
        Arrays.fill(key, (byte) 0);
        Arrays.fill(message, (byte) 0);
        Ss58Address address = new Ss58Address(prefix, keypair.publicKey().account());
        return new Keystore(keypair.scheme(), address, encoded.array(), KeystoreJson.meta(name));
    }

    /** Of the key inside. */
    public KeyScheme scheme() {
        return scheme;
    }

    /** As the file says it. */
    public AccountId account() {
        return address.account();
    }

    /** What the owner called it, if that is in the file. */
    public Optional<String> name() {
        return Optional.ofNullable(meta.path("name").textValue());
    }

    /**
     * Opens the keystore. Takes up to 128 MiB and most of a second, so that guessing passwords is dear.
     *
     * @throws KeystoreException.WrongPassword if it does not open
     * @throws KeystoreException.Damaged if it opens, but not to the account's key
     * @throws KeystoreException.Unsupported if it asks for more memory or work than any wallet does
     */
    public Keypair unlock(CharSequence password) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[SecretBox.NONCE_BYTES];
        in.get(salt);
        ScryptCost cost = ScryptCost.read(in);
        in.get(nonce);
        byte[] key = key(password, salt, cost);
        byte[] opened = SecretBox.open(key, nonce, Arrays.copyOfRange(encoded, SEALED_START, encoded.length))
                .orElseThrow(KeystoreException.WrongPassword::new);
        Arrays.fill(key, (byte) 0);
        try {
            return requireAccount(Pkcs8.decode(opened, scheme));
        } finally {
            Arrays.fill(opened, (byte) 0);
        }
    }

    /** The file's text, which polkadot-js reads. Sealed, but worth hiding: a password can be guessed. */
    public String toJson() {
        return new KeystoreJson(scheme, address, KeystoreJson.encode(encoded), meta).write();
    }

    private Keypair requireAccount(Keypair keypair) {
        if (!keypair.publicKey().account().equals(account())) {
            keypair.close();
            throw new KeystoreException.Damaged("the keystore says it holds the key of %s, but it holds that of %s"
                    .formatted(account(), keypair.publicKey().account()));
        }
        return keypair;
    }

    private static byte[] key(CharSequence password, byte[] salt, ScryptCost cost) {
        byte[] bytes = KeystorePassword.bytes(password);
        try {
            return cost.key(bytes, salt);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
