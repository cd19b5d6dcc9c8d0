package io.dbcpool.cli.watcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Objects;

/** Asks whoever sits at the terminal. No answer is no. */
public final class Question {

    private Question() {}

    /** @param question with what follows from a yes */
    public static boolean isAnsweredYes(String question) throws IOException {
        System.err.print(question + " [y/N] ");
        System.err.flush();
        var answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        return Objects.requireNonNullElse(answer, "")
                .strip()
                .toLowerCase(Locale.ROOT)
                .matches("y|yes");
    }
}
