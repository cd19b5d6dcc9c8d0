package io.dbcpool.console.http;

import io.dbcpool.console.words.FiguresText;
import io.dbcpool.console.words.MachineText;
import io.dbcpool.console.words.PoolText;
import io.dbcpool.console.words.RowText;
import io.dbcpool.console.words.Texts;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The templates, in {@code templates/}. Qute escapes whatever they put in, because they are HTML. */
@CheckedTemplate(basePath = "")
final class Pages {

    private Pages() {}

    /**
     * What every page has.
     *
     * @param since the version that it shows: what is newer comes live
     * @param serverMillis our clock, Unix time: the browser's may be wrong
     */
    record Frame(String pool, String title, String since, long serverMillis, boolean following, long unreadable) {}

    static native TemplateInstance pool(Frame frame, Texts texts, PoolText pool, List<RowText> rows);

    static native TemplateInstance machine(Frame frame, Texts texts, RowText row, MachineText machine);

    static native TemplateInstance figures(
            Frame frame, Texts texts, FiguresText figures, PoolText pool, Sources sources);

    static native TemplateInstance signIn(Texts texts, boolean hasToken, String fault);

    /** Parts that change. */
    static native TemplateInstance row(RowText row, Texts texts);

    static native TemplateInstance summary(PoolText pool, Texts texts);

    static native TemplateInstance machineBody(RowText row, MachineText machine, Texts texts);

    static native TemplateInstance spoken(String id, List<String> sentences);

    /** @param lines each source and when it was heard last */
    record Sources(List<MachineText.Field> lines) {
        Sources {
            lines = List.copyOf(lines);
        }
    }
}
