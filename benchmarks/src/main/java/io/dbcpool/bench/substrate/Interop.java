package io.dbcpool.bench.substrate;

import io.dbcpool.cli.CannotReachException;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.PublicKey;
import io.dbcpool.substrate.crypto.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random messages, each signed by a key of its own, here and by polkadot-js; each side checks what the other has
 * signed, and the same once more with one bit of the signature changed. All counts should be {@link #messages}.
 *
 * @param keysAlike seeds of which both make the same public key
 * @param takenThere our signatures that polkadot-js takes
 * @param takenHere its signatures that we take
 */
record Interop(
        KeyScheme scheme,
        long seed,
        int messages,
        int keysAlike,
        int takenThere,
        int changedRefusedThere,
        int takenHere,
        int changedRefusedHere) {

    private static final int MAX_MESSAGE_BYTES = 600;
    private static final HexFormat HEX = HexFormat.of();

    static Interop run(KeyScheme scheme, int messages, long seed, PolkadotJs polkadotJs)
            throws CannotReachException, IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> signed = new ArrayList<>();
        List<PublicKey> keys = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            byte[] secret = bytes(random, Keypair.SEED_BYTES);
            byte[] message = bytes(random, random.nextInt(MAX_MESSAGE_BYTES));
            try (Keypair keypair = scheme.fromSeed(secret)) {
                byte[] signature = keypair.sign(message).toBytes();
                byte[] changed = withOneBitChanged(signature, random);
                lines.add(String.join(
                        " ",
                        HEX.formatHex(secret),
                        "0x" + HEX.formatHex(message),
                        HEX.formatHex(signature),
                        HEX.formatHex(changed)));
                signed.add(message);
                keys.add(keypair.publicKey());
            }
        }
        Path file = Files.createTempFile("interop", ".txt");
        try {
            Files.write(file, lines);
            return judge(scheme, seed, signed, keys, polkadotJs.answer(scheme, file), random);
        } finally {
            Files.delete(file);
        }
    }

    private static Interop judge(
            KeyScheme scheme,
            long seed,
            List<byte[]> signed,
            List<PublicKey> keys,
            List<String> answers,
            SplittableRandom random) {
        int alike = 0;
        int takenThere = 0;
        int refusedThere = 0;
        int takenHere = 0;
        int refusedHere = 0;
        for (int i = 0; i < answers.size(); i++) {
            String[] words = answers.get(i).split(" ", -1);
            PublicKey key = keys.get(i);
            byte[] theirs = HEX.parseHex(words[3]);
            byte[] changed = withOneBitChanged(theirs, random);
            alike += words[0].equals(HEX.formatHex(key.toBytes())) ? 1 : 0;
            takenThere += words[1].equals("taken") ? 1 : 0;
            refusedThere += words[2].equals("refused") ? 1 : 0;
            takenHere += key.hasSigned(signed.get(i), new Signature(scheme, theirs)) ? 1 : 0;
            refusedHere += key.hasSigned(signed.get(i), new Signature(scheme, changed)) ? 0 : 1;
        }
        return new Interop(scheme, seed, signed.size(), alike, takenThere, refusedThere, takenHere, refusedHere);
    }

    boolean isWhole() {
        return keysAlike == messages
                && takenThere == messages
                && changedRefusedThere == messages
                && takenHere == messages
                && changedRefusedHere == messages;
    }

    String text() {
        return """
                %s, %,d random messages and as many keys, seed %d
                  public keys alike:                    %,d
                  ours taken by polkadot-js:            %,d
                  ours with a bit changed refused:      %,d
                  those of polkadot-js taken here:      %,d
                  those with a bit changed refused:     %,d""".formatted(
                        scheme.word(),
                        messages,
                        seed,
                        keysAlike,
                        takenThere,
                        changedRefusedThere,
                        takenHere,
                        changedRefusedHere);
    }

    private static byte[] withOneBitChanged(byte[] signature, SplittableRandom random) {
        byte[] changed = signature.clone();
        int bit = random.nextInt(8 * changed.length);
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    private static byte[] bytes(SplittableRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
