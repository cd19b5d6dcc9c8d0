package io.dbcpool.substrate.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The English words of BIP-39. None has more than eight letters, so each is a {@code long}, and finding one looks at
 * all of them in the same way whichever it is.
 */
final class WordList {

    static final int WORDS = 2048;

    /** Of {@code english.txt} in bitcoin/bips: another list would quietly make other keys. */
    private static final String SHA_256 = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda";

    private static final String RESOURCE = "bip39-english.txt";

    static final WordList ENGLISH = new WordList(read());

    private final List<String> words;
    private final long[] packed;

    private WordList(List<String> words) {
        this.words = words;
        this.packed =
                words.stream().mapToLong(word -> pack(word, 0, word.length())).toArray();
    }

    /**
     * The letters from {@code start} to {@code end} as a number; -1, which is no word's, if they are too many or other
     * than a to z.
     */
    static long pack(CharSequence text, int start, int end) {
        if (end - start > Long.BYTES) {
            return -1;
        }
        long number = 0;
        long others = 0;
        for (int i = start; i < end; i++) {
            int letter = text.charAt(i);
            others |= (letter - 'a') | ('z' - letter);
            number = number << 8 | (letter & 0xff);
        }
        return number | (others >> (Long.SIZE - 1));
    }

    /** The word's number, or -1. */
    int indexOf(long word) {
        int found = -1;
        for (int i = 0; i < WORDS; i++) {
            long difference = packed[i] ^ word;
            int same = (int) (~(difference | -difference) >> (Long.SIZE - 1)); // -1 if there is none
            found ^= (found ^ i) & same;
        }
        return found;
    }

    String word(int index) {
        return words.get(index);
    }

    private static List<String> read() {
        try (InputStream in = WordList.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing beside " + WordList.class);
            }
            byte[] bytes = in.readAllBytes();
            String found = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            if (!found.equals(SHA_256)) {
                throw new IllegalStateException("%s is not the list of BIP-39: wanted SHA-256 %s, but found %s"
                        .formatted(RESOURCE, SHA_256, found));
            }
            return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException noSuchJdk) {
            throw new IllegalStateException("every JDK has SHA-256", noSuchJdk);
        }
    }
}
