package io.dbcpool.bonding.key;

import io.dbcpool.bonding.wish.ControllerFiles;
import io.dbcpool.configuration.secrets.PrivateFiles;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.Keystore;
import io.dbcpool.substrate.crypto.KeystoreException;
import io.dbcpool.substrate.crypto.PublicKey;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.substrate.extrinsic.SigningPayload;
import io.dbcpool.substrate.extrinsic.Wrapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * An account's key, opened once and lent for the calls of {@link AllowedCalls}. Says nothing of itself but its account.
 */
public final class SigningKey implements AutoCloseable {

    private static final int MAX_PASSWORD_BYTES = 4_096;

    private final Keypair keypair;
    private final AccountId account;
    private final Function<Call, Optional<String>> objection;

    private SigningKey(Keypair keypair, AccountId account, Function<Call, Optional<String>> objection) {
        this.keypair = keypair;
        this.account = account;
        this.objection = objection;
    }

    /** Opens a controller's keystore. @throws KeyException if it cannot be used; the message says what to do */
    public static SigningKey ofController(ControllerFiles files) throws KeyException {
        Keypair keypair = open(files.keystore(), files.passwordFile());
        AccountId account = files.account().orElse(keypair.publicKey().account());
        return new SigningKey(keypair, account, AllowedCalls::findObjection);
    }

    /** A stash's, on a test network. On a real one its key has no business on this host. */
    public static SigningKey ofStashOnTestNetwork(Path keystore, Path passwordFile) throws KeyException {
        Keypair keypair = open(keystore, passwordFile);
        return new SigningKey(keypair, keypair.publicKey().account(), AllowedCalls::findObjectionOfStash);
    }

    /** Whose keystore it is, without its password. @throws KeyException if it is none */
    public static AccountId accountOf(ControllerFiles files) throws KeyException {
        return files.account().isPresent()
                ? files.account().get()
                : parse(files.keystore()).account();
    }

    /** In whose name it signs. */
    public AccountId account() {
        return account;
    }

    /** Whose nonce an extrinsic of it has, and who pays its fee: the account, or its proxy. */
    public AccountId signer() {
        return keypair.publicKey().account();
    }

    public PublicKey publicKey() {
        return keypair.publicKey();
    }

    /** The call as this key sends it: carried by {@code proxy.proxy} if it is a proxy's. */
    public Call carried(Call call) {
        return carried(call, account, signer());
    }

    /** As a key of the signer's would send it for that account. */
    public static Call carried(Call call, AccountId account, AccountId signer) {
        return signer.equals(account) ? call : Wrapping.proxy(account, Optional.empty(), call);
    }

    /**
     * @param call what the payload was made of, as {@link #carried} gave it
     * @throws IllegalArgumentException if this key is not lent for that call: a mistake of ours
     */
    public SignedExtrinsic sign(Call call, SigningPayload payload) {
        objection.apply(call).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        return payload.sign(keypair);
    }

    @Override
    public void close() {
        keypair.close();
    }

    @Override
    public String toString() {
        return "the key of " + account;
    }

    private static Keystore parse(Path file) throws KeyException {
        Optional<String> fault = PrivateFiles.findFault(file);
        if (fault.isPresent()) {
            throw new KeyException("keystore: " + fault.get());
        }
        try {
            return Keystore.parse(Files.readString(file));
        } catch (KeystoreException e) {
            throw new KeyException(
                    "%s: %s; next: export the account again from its wallet".formatted(file, e.getMessage()));
        } catch (IOException e) {
            throw new KeyException("%s cannot be read: %s".formatted(file, e));
        }
    }

    private static Keypair open(Path keystore, Path passwordFile) throws KeyException {
        Keystore parsed = parse(keystore);
        CharBuffer password = password(passwordFile);
        try {
            return parsed.unlock(password);
        } catch (KeystoreException e) {
            throw new KeyException("%s: %s; next: see that the first line of %s is its password"
                    .formatted(keystore, e.getMessage(), passwordFile));
        } finally {
            if (password.hasArray()) {
                Arrays.fill(password.array(), '\0');
            }
        }
    }

    /** The first line; the caller wipes it. */
    private static CharBuffer password(Path file) throws KeyException {
        Optional<String> fault = PrivateFiles.findFault(file);
        if (fault.isPresent()) {
            throw new KeyException("password file: " + fault.get());
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_PASSWORD_BYTES);
        } catch (IOException e) {
            throw new KeyException("%s cannot be read: %s".formatted(file, e));
        }
        try {
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            if (end == 0) {
                throw new KeyException("wanted a password in the first line of %s, found none".formatted(file));
            }
            return StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
