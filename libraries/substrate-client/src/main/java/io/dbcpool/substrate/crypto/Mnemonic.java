package io.dbcpool.substrate.crypto;

import io.dbcpool.substrate.crypto.InvalidMnemonicException.Reason;
import java.nio.CharBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * 12, 15, 18, 21 or 24 English words that stand for 16 to 32 random bytes and a checksum (BIP-39).
 *
 * <p>Substrate makes its seed of those bytes, where BIP-39 makes it of the words' text (substrate-bip39), so wallets of
 * other chains find other keys behind the same words.
 */
public final class Mnemonic implements AutoCloseable {

    private static final int BITS_PER_WORD = 11;
    private static final int MIN_WORDS = 12;
    private static final int MAX_WORDS = 24;
    private static final int PBKDF2_ROUNDS = 2048;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey entropy;
    private final int wordCount;

    private Mnemonic(byte[] entropy) {
        this.entropy = new SecretKey(entropy);
        this.wordCount = entropy.length * 3 / 4;
    }

    /**
     * Reads words with space between them. A {@code CharBuffer} over an array can be wiped by the caller; a
     * {@code String} cannot.
     *
     * @throws InvalidMnemonicException if they are none
     */
    public static Mnemonic parse(CharSequence phrase) {
        long[] words = split(phrase);
        byte[] bits = new byte[(words.length * BITS_PER_WORD + 7) / 8];
        try {
            for (int i = 0; i < words.length; i++) {
                int index = WordList.ENGLISH.indexOf(words[i]);
                if (index < 0) {
                    throw new InvalidMnemonicException(
                            Reason.UNKNOWN_WORD,
                            "word %d of %d is not in BIP-39's English list".formatted(i + 1, words.length));
                }
                putWord(bits, i, index);
            }
            return ofEntropyAndChecksum(bits, words.length);
        } finally {
            Arrays.fill(bits, (byte) 0);
            Arrays.fill(words, 0);
        }
    }

    /**
     * Makes a new one.
     *
     * @param words 12, 15, 18, 21 or 24
     */
    public static Mnemonic generate(int words) {
        byte[] entropy = new byte[requireWordCount(words) * 4 / 3];
        RANDOM.nextBytes(entropy);
        return new Mnemonic(entropy);
    }

    /** The keypair of these words and a password, which may be empty. */
    public Keypair toKeypair(KeyScheme scheme, CharSequence password) {
        byte[] seed = toSeed(password);
        try {
            return scheme.fromSeed(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** The mini secret of these words and a password, which may be empty. The caller wipes it. */
    public byte[] toSeed(CharSequence password) {
        byte[] salt = SecretText.utf8("mnemonic", password);
        try {
            return entropy.lend(bytes -> {
                PKCS5S2ParametersGenerator pbkdf2 = new PKCS5S2ParametersGenerator(new SHA512Digest());
                pbkdf2.init(bytes, salt, PBKDF2_ROUNDS);
                byte[] derived = ((KeyParameter) pbkdf2.generateDerivedMacParameters(512)).getKey();
                byte[] seed = Arrays.copyOf(derived, Keypair.SEED_BYTES);
                Arrays.fill(derived, (byte) 0);
                return seed;
            });
        } finally {
            Arrays.fill(salt, (byte) 0);
        }
    }

    /** 12, 15, 18, 21 or 24. */
    public int wordCount() {
        return wordCount;
    }

    /** The words with a space between them, to be shown to the owner once. The caller wipes them. */
    public char[] reveal() {
        return entropy.lend(bytes -> {
            byte[] bits = Arrays.copyOf(bytes, bytes.length + 1);
            bits[bytes.length] = sha256(bytes)[0];
            CharBuffer text = CharBuffer.allocate(wordCount * (Long.BYTES + 1));
            for (int i = 0; i < wordCount; i++) {
                text.append(i == 0 ? "" : " ").append(WordList.ENGLISH.word(wordAt(bits, i)));
            }
            Arrays.fill(bits, (byte) 0);
            char[] words = Arrays.copyOf(text.array(), text.position());
            Arrays.fill(text.array(), '\0');
            return words;
        });
    }

    @Override
    public void close() {
        entropy.close();
    }

    private static Mnemonic ofEntropyAndChecksum(byte[] bits, int words) {
        byte[] entropy = Arrays.copyOf(bits, words * 4 / 3);
        int checksumMask = 0xff << (8 - words / 3);
        if (((sha256(entropy)[0] ^ bits[entropy.length]) & checksumMask & 0xff) != 0) {
            Arrays.fill(entropy, (byte) 0);
            throw new InvalidMnemonicException(
                    Reason.CHECKSUM,
                    "the %d words do not belong together: one is another than it was, or two have changed places"
                            .formatted(words));
        }
        return new Mnemonic(entropy);
    }

    private static long[] split(CharSequence phrase) {
        long[] words = new long[MAX_WORDS];
        int count = 0;
        int start = 0;
        for (int end = 0; end <= phrase.length(); end++) {
            if (end < phrase.length() && !Character.isWhitespace(phrase.charAt(end))) {
                continue;
            }
            if (end > start) {
                if (count < MAX_WORDS) {
                    words[count] = WordList.pack(phrase, start, end);
                }
                count++;
            }
            start = end + 1;
        }
        return Arrays.copyOf(words, requireWordCount(count));
    }

    private static int requireWordCount(int words) {
        if (words < MIN_WORDS || words > MAX_WORDS || words % 3 != 0) {
            throw new InvalidMnemonicException(
                    Reason.WORD_COUNT, "wanted 12, 15, 18, 21 or 24 words, but found %d".formatted(words));
        }
        return words;
    }

    private static void putWord(byte[] bits, int word, int index) {
        for (int i = 0; i < BITS_PER_WORD; i++) {
            int place = word * BITS_PER_WORD + i;
            int bit = (index >> (BITS_PER_WORD - 1 - i)) & 1;
            bits[place / 8] |= (byte) (bit << (7 - place % 8));
        }
    }

    private static int wordAt(byte[] bits, int word) {
        int index = 0;
        for (int i = 0; i < BITS_PER_WORD; i++) {
            int place = word * BITS_PER_WORD + i;
            index = (index << 1) | ((bits[place / 8] >> (7 - place % 8)) & 1);
        }
        return index;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException noSuchJdk) {
            throw new IllegalStateException("every JDK has SHA-256", noSuchJdk);
        }
    }
}
