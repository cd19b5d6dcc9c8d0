package io.dbcpool.substrate.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dbcpool.substrate.Vectors;
import io.dbcpool.substrate.crypto.InvalidMnemonicException.Reason;
import java.io.IOException;
import java.nio.CharBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MnemonicTest {

    private static final String TWELVE = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

    @Test
    void makesTheSeedsOfPolkadotJs() throws IOException {
        Vectors.ofResource("key-vectors.json").section("mnemonics").forEach(answer -> {
            String phrase = answer.path("phrase").asText();
            try (Mnemonic mnemonic = Mnemonic.parse(phrase)) {
                assertThat(mnemonic.wordCount()).isEqualTo(phrase.split(" ").length);
                assertThat(new String(mnemonic.reveal())).isEqualTo(phrase);
                byte[] seed = mnemonic.toSeed(answer.path("password").asText());
                assertThat(Vectors.hex(seed))
                        .isEqualTo(answer.path("miniSecret").asText());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18, 21, 24})
    void generatesWordsThatItReads(int words) {
        try (Mnemonic generated = Mnemonic.generate(words);
                Mnemonic read = Mnemonic.parse(CharBuffer.wrap(generated.reveal()))) {
            assertThat(read.wordCount()).isEqualTo(words);
            assertThat(read.toSeed("p")).isEqualTo(generated.toSeed("p")).isNotEqualTo(generated.toSeed(""));
        }
    }

    @Test
    void readsWordsWithAnySpaceBetweenThem() {
        try (Mnemonic spaced = Mnemonic.parse("\n " + TWELVE.replace(" ", " \t\n") + " ")) {
            assertThat(new String(spaced.reveal())).isEqualTo(TWELVE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "drive, driver, UNKNOWN_WORD, word 2 of 12 is not in BIP-39's English list",
        "drive, Drive, UNKNOWN_WORD, word 2 of 12 is not in BIP-39's English list",
        "bottom, bottomless, UNKNOWN_WORD, word 1 of 12 is not in BIP-39's English list",
        "walk, wälk, UNKNOWN_WORD, word 12 of 12 is not in BIP-39's English list",
        "walk, walk walk, WORD_COUNT, 'wanted 12, 15, 18, 21 or 24 words, but found 13'",
        "drive obey, obey drive, CHECKSUM, 'the 12 words do not belong together: one is another than it was, or two have changed places'",
        "walk, wait, CHECKSUM, 'the 12 words do not belong together: one is another than it was, or two have changed places'",
    })
    void refusesWordsThatAreNone(String right, String wrong, Reason reason, String message) {
        assertThatExceptionOfType(InvalidMnemonicException.class)
                .isThrownBy(() -> Mnemonic.parse(TWELVE.replace(right, wrong)))
                .withMessage(message)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 13, 25, 26, 1000})
    void refusesOtherNumbersOfWords(int words) {
        assertThatExceptionOfType(InvalidMnemonicException.class)
                .isThrownBy(() -> Mnemonic.parse("zoo ".repeat(words)))
                .withMessage("wanted 12, 15, 18, 21 or 24 words, but found %d".formatted(words));
    }

    @Test
    void findsEachWordOfTheListAndNoOther() {
        for (int i = 0; i < WordList.WORDS; i++) {
            String word = WordList.ENGLISH.word(i);
            assertThat(WordList.ENGLISH.indexOf(WordList.pack(word, 0, word.length())))
                    .isEqualTo(i);
            String longer = word + "q";
            assertThat(WordList.ENGLISH.indexOf(WordList.pack(longer, 0, longer.length())))
                    .isEqualTo(-1);
        }
        assertThat(WordList.ENGLISH.word(0)).isEqualTo("abandon");
        assertThat(WordList.ENGLISH.word(2047)).isEqualTo("zoo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "`", "{", "aBc", "ab\u0161", "\u0161", "\uff61bandon", "abcdefghi"})
    void packsNothingButSmallLetters(String text) {
        assertThat(WordList.ENGLISH.indexOf(WordList.pack(text, 0, text.length())))
                .isEqualTo(-1);
    }
}
