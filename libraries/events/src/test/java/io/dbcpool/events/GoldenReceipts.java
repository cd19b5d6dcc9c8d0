package io.dbcpool.events;

/** The parts of the golden receipts that were computed once, with a key that was thrown away. */
final class GoldenReceipts {

    static final String PUBLIC_KEY = "8PVLMcgSb1uUOpicvDiQJMMOom2jw9j6gspa8qrjeQ4=";

    /** The first 16 hex digits of SHA-256 of the public key. */
    static final String KEY_ID = "19ab52043bf1fdeb";

    static final String HASH_1 = "f08624373762c7af55e0bf83e001d4c8697c0e61eb89d3f72e1da83f65f7a32b";
    static final String SIGNATURE_1 =
            "b1s0rBOstGJj7Xg+lhlw2DJghP88tl6b9GuAWVj77j7UeEDn0PzNQw5xTq9rJK/xxnFh+Do7a8mHGRkden66Cw==";

    static final String HASH_2 = "635db1cf81dd7abe60406ea618c1fe25a7a8d8e6dccd4f62b785c0e0f1b13d57";
    static final String SIGNATURE_2 =
            "CO2NLZf8wc8iW6Ar1BOX5a+K7UeHwn8Rg1LCPDwtKZXfwTONR7sp3+y38mjPktzKi95V1VMhpFGkgGwMIKebCw==";

    static final String PUBLIC_KEY_3 = "OxW6mkdT5BRaz6mg8vyJXKGw4vRtwYIhCAnstAEmMpE=";
    static final String KEY_ID_3 = "c6617e5dff69610b";
    static final String HASH_3 = "73b409ef8eb250043474f4a6d33cd162a24af202c57c7f05ecf52cf183c5acde";
    static final String SIGNATURE_3 =
            "a/SZouWX5zq8oLpaPgi5i18Vz9xoQy6EmE3U+YcEsyJv/LTzayiiu5fpg5XkvBteaqBKD8MaisnQOenUt87EAA==";

    private GoldenReceipts() {}
}
