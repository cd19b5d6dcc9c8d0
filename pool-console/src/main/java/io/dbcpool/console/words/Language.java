package io.dbcpool.console.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;

/** The languages of the console. */
public enum Language {
    ENGLISH("en", "English"),
    KOREAN("ko", "한국어"),
    CHINESE("zh", "中文");

    private final String code;
    private final String ownName;

    Language(String code, String ownName) {
        this.code = code;
        this.ownName = ownName;
    }

    /** As in the attribute {@code lang}. */
    public String code() {
        return code;
    }

    public String ownName() {
        return ownName;
    }

    public static Optional<Language> find(String code) {
        for (Language language : values()) {
            if (language.code.equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /**
     * @param asked by the address, or by an earlier visit
     * @param accepted the browser's {@code Accept-Language}; one that cannot be read counts as none
     */
    public static Language choose(Optional<String> asked, String accepted) {
        return asked.flatMap(Language::find)
                .orElseGet(() -> ranges(accepted).stream()
                        .map(range -> new Locale.Builder()
                                .setLanguageTag(range.getRange().equals("*") ? "en" : range.getRange())
                                .build()
                                .getLanguage())
                        .flatMap(code -> find(code).stream())
                        .findFirst()
                        .orElse(ENGLISH));
    }

    private static List<LanguageRange> ranges(String accepted) {
        try {
            var ranges = new ArrayList<LanguageRange>();
            for (LanguageRange range : LanguageRange.parse(accepted)) {
                if (range.getRange().matches("\\*|[a-z]{2,3}(-[a-z0-9]{2,8})*")) {
                    ranges.add(range);
                }
            }
            return ranges;
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    String file() {
        return "/texts/" + code.toLowerCase(Locale.ROOT) + ".properties";
    }
}
