package io.dbcpool.console.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest(name = "asked {0}, accepted {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "| en-US,en;q=0.9 | ENGLISH",
                "| ko-KR,ko;q=0.9,en;q=0.5 | KOREAN",
                "| fr-FR,zh-Hans-CN;q=0.8,en;q=0.1 | CHINESE",
                "| fr | ENGLISH",
                "| * | ENGLISH",
                "| | ENGLISH",
                "| ;;=,, | ENGLISH",
                "zh | ko | CHINESE",
                "xx | ko | KOREAN",
                "<b> | ko | KOREAN"
            })
    void chosenIsWhatWasAskedForThenWhatTheBrowserLikes(String asked, String accepted, Language expected) {
        assertThat(Language.choose(Optional.ofNullable(asked), accepted == null ? "" : accepted))
                .isEqualTo(expected);
    }
}
