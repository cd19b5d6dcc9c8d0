package io.dbcpool.console.words;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The sentences of one language. */
public final class Texts {

    private static final Map<Language, Texts> ALL = readAll();

    private final Language language;
    private final Map<String, String> sentences;

    private Texts(Language language, Map<String, String> sentences) {
        this.language = language;
        this.sentences = sentences;
    }

    public static Texts of(Language language) {
        return ALL.getOrDefault(language, new Texts(language, Map.of()));
    }

    public Language language() {
        return language;
    }

    /** The key itself where there is no such text: a record of a later version may name what we have no words for. */
    public String get(String key) {
        return sentences.getOrDefault(key, key);
    }

    public boolean has(String key) {
        return sentences.containsKey(key);
    }

    /** With {@code {0}}, {@code {1}} and so on replaced. What is put in is put in as it is. */
    public String say(String key, Object... args) {
        var said = new StringBuilder();
        String sentence = get(key);
        int at = 0;
        for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', at)) {
            int close = sentence.indexOf('}', open);
            int index = close == open + 2 ? sentence.charAt(open + 1) - '0' : -1;
            if (index < 0 || index >= args.length) {
                said.append(sentence, at, open + 1);
                at = open + 1;
            } else {
                said.append(sentence, at, open).append(args[index]);
                at = close + 1;
            }
        }
        return said.append(sentence, at, sentence.length()).toString();
    }

    Map<String, String> all() {
        return sentences;
    }

    private static Map<Language, Texts> readAll() {
        var all = new EnumMap<Language, Texts>(Language.class);
        for (Language language : Language.values()) {
            all.put(language, new Texts(language, read(language.file())));
        }
        return all;
    }

    private static Map<String, String> read(String file) {
        try (var stream = Texts.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("wanted the texts %s in the program, found none".formatted(file));
            }
            var properties = new Properties();
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            var read = new HashMap<String, String>();
            properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
            return Map.copyOf(read);
        } catch (IOException e) {
            throw new UncheckedIOException("the texts %s cannot be read".formatted(file), e);
        }
    }
}
