package io.dbcpool.console.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.console.view.Belief;
import io.dbcpool.console.view.Standing;
import io.dbcpool.events.Alert;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.VacateCompleted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of sentences hold what the pages need, and each of them the same. */
class TextsTest {

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final Pattern ASKED = Pattern.compile("(?:get|say)\\(['\"]([a-z0-9.-]+)['\"]");

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageHasTheSameSentencesWithTheSamePlaces(Language language) {
        var english = Texts.of(Language.ENGLISH).all();
        var texts = Texts.of(language).all();

        assertThat(texts.keySet()).isEqualTo(english.keySet());
        texts.forEach((key, sentence) ->
                assertThat(places(sentence)).as(key).isEqualTo(places(english.getOrDefault(key, ""))));
    }

    @Test
    void whatRecordsMaySayHasWords() {
        var wanted = new ArrayList<String>();
        add(wanted, "standing.", Standing.values());
        add(wanted, "belief.", Belief.State.values());
        add(wanted, "source.", Belief.Source.values());
        add(wanted, "source.", Trigger.Source.values());
        add(wanted, "vacate.", VacateCompleted.Outcome.values());
        add(wanted, "receipt.", VacateCompleted.Outcome.values());
        add(wanted, "ended-by.", VacateCompleted.EndedBy.values());
        add(wanted, "drill.", DrillCompleted.Outcome.values());
        add(wanted, "check.", NodeReadiness.State.values());
        add(wanted, "happening.", NodeRental.Kind.values());
        add(wanted, "happening.chain-", ChainRental.Kind.values());
        add(wanted, "happening.vacate-", VacateCompleted.Outcome.values());
        add(wanted, "happening.drill-", DrillCompleted.Outcome.values());
        add(wanted, "happening.alert-", Alert.State.values());

        assertThat(wanted).allMatch(Texts.of(Language.ENGLISH)::has);
    }

    @Test
    void whatPagesAskForIsThere() throws IOException {
        var asked = new TreeSet<String>();
        for (String folder : List.of("src/main/resources/templates", "src/main/java")) {
            try (var files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    ASKED.matcher(Files.readString(file)).results().forEach(found -> asked.add(found.group(1)));
                }
            }
        }

        assertThat(asked)
                .filteredOn(key -> !key.endsWith(".") && !key.equals("rows"))
                .hasSizeGreaterThan(60)
                .allMatch(Texts.of(Language.ENGLISH)::has);
    }

    @Test
    void whatIsPutInIsNotReadAgain() {
        assertThat(Texts.of(Language.ENGLISH).say("belief.by", "{1}", "<b>")).isEqualTo("{1}, <b>");
        assertThat(Texts.of(Language.ENGLISH).say("belief.by", "alone")).isEqualTo("alone, {1}");
        assertThat(Texts.of(Language.ENGLISH).get("no.such.text")).isEqualTo("no.such.text");
    }

    private static void add(List<String> wanted, String prefix, Enum<?>... constants) {
        for (Enum<?> constant : constants) {
            wanted.add(prefix + RowText.word(constant));
        }
    }

    private static Set<String> places(String sentence) {
        return PLACE.matcher(sentence).results().map(found -> found.group()).collect(Collectors.toSet());
    }
}
