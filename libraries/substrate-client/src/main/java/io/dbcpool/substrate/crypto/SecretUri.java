package io.dbcpool.substrate.crypto;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A secret with the way from it to a key: {@code words//hard/soft///password}, or {@code 0x} and 64 hex digits of a
 * seed in place of the words.
 *
 * <p>Without words or seed it begins at the development phrase, which everybody knows: {@code //Alice}. The password
 * belongs to the words; a seed has none, and one that stands behind it changes nothing, as in polkadot-js and subkey.
 * Text beyond ASCII is taken in its normal form NFC, as polkadot-js does.
 */
public final class SecretUri implements AutoCloseable {

    private static final String DEVELOPMENT_PHRASE =
            "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
    private static final String HEX = "0x";

    private final SecretKey seed;
    private final List<Junction> path;

    private SecretUri(byte[] seed, List<Junction> path) {
        this.seed = new SecretKey(seed);
        this.path = path;
    }

    /**
     * Reads a secret URI. A {@code CharBuffer} over an array can be wiped by the caller; a {@code String} cannot.
     *
     * @throws InvalidSecretUriException if the text is none
     * @throws InvalidMnemonicException if its words are no mnemonic
     */
    public static SecretUri parse(CharSequence text) {
        CharSequence uri = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
        int phraseEnd = indexOfSlash(uri, 0);
        int pathEnd = phraseEnd;
        List<Junction> path = new ArrayList<>();
        while (pathEnd < uri.length() && !startsWith(uri, pathEnd, "///")) {
            boolean hard = startsWith(uri, pathEnd, "//");
            int start = pathEnd + (hard ? 2 : 1);
            pathEnd = indexOfSlash(uri, start);
            path.add(junction(hard, uri.subSequence(start, pathEnd).toString(), path.size() + 1));
        }
        CharSequence password = pathEnd < uri.length() ? uri.subSequence(pathEnd + 3, uri.length()) : "";
        return new SecretUri(seed(uri.subSequence(0, phraseEnd), password), List.copyOf(path));
    }

    /**
     * The keypair at the end of the way.
     *
     * @throws UnsupportedJunctionException if the scheme does not have one of the junctions; its message says which
     * @throws IllegalStateException if this is closed
     */
    public Keypair toKeypair(KeyScheme scheme) {
        Keypair keypair = seed.lend(scheme::fromSeed);
        for (int i = 0; i < path.size(); i++) {
            try (Keypair parent = keypair) {
                keypair = parent.derive(path.get(i));
            } catch (UnsupportedJunctionException refusal) {
                throw new UnsupportedJunctionException(
                        scheme, "junction %d: %s".formatted(i + 1, refusal.getMessage()));
            }
        }
        return keypair;
    }

    @Override
    public void close() {
        seed.close();
    }

    private static byte[] seed(CharSequence phrase, CharSequence password) {
        if (startsWith(phrase, 0, HEX)) {
            return hexSeed(phrase);
        }
        try (Mnemonic mnemonic = Mnemonic.parse(phrase.isEmpty() ? DEVELOPMENT_PHRASE : phrase)) {
            return mnemonic.toSeed(password);
        } catch (InvalidMnemonicException noMnemonic) {
            throw noMnemonic;
        } catch (IllegalArgumentException halfPair) {
            throw new InvalidSecretUriException("the password holds half a surrogate pair");
        }
    }

    private static byte[] hexSeed(CharSequence phrase) {
        int digits = phrase.length() - HEX.length();
        if (digits != 2 * Keypair.SEED_BYTES) {
            throw new InvalidSecretUriException(
                    "wanted a seed of %d hex digits, but found %d".formatted(2 * Keypair.SEED_BYTES, digits));
        }
        byte[] seed = new byte[Keypair.SEED_BYTES];
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(phrase.charAt(HEX.length() + i), 16);
            if (digit < 0) {
                Arrays.fill(seed, (byte) 0);
                throw new InvalidSecretUriException("character %d of the seed is no hex digit".formatted(i));
            }
            seed[i / 2] = (byte) (seed[i / 2] << 4 | digit);
        }
        return seed;
    }

    private static Junction junction(boolean hard, String code, int number) {
        try {
            return hard ? Junction.hard(code) : Junction.soft(code);
        } catch (IllegalArgumentException refusal) {
            throw new InvalidSecretUriException("junction %d: %s".formatted(number, refusal.getMessage()));
        }
    }

    private static int indexOfSlash(CharSequence text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '/') {
            i++;
        }
        return i;
    }

    private static boolean startsWith(CharSequence text, int from, String prefix) {
        if (text.length() - from < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (text.charAt(from + i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(CharSequence text) {
        return text.chars().allMatch(character -> character < 128);
    }
}
