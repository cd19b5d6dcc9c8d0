package io.dbcpool.substrate.crypto;

/**
 * A keystore's password as polkadot-js takes it: UTF-8, but {@code 0x} and an even number of hex digits are bytes
 * ({@code u8aToU8a}).
 */
final class KeystorePassword {

    private static final int HEX_START = 2;

    private KeystorePassword() {}

    /** The caller wipes them. */
    static byte[] bytes(CharSequence password) {
        if (!isHex(password)) {
            return SecretText.utf8(password);
        }
        byte[] bytes = new byte[password.length() / 2 - 1];
        for (int i = HEX_START; i < password.length(); i++) {
            int place = i / 2 - 1;
            bytes[place] = (byte) (bytes[place] << 4 | Character.digit(password.charAt(i), 16));
        }
        return bytes;
    }

    private static boolean isHex(CharSequence password) {
        return password.length() % 2 == 0
                && password.length() >= HEX_START
                && password.charAt(0) == '0'
                && password.charAt(1) == 'x'
                && password.chars().skip(HEX_START).allMatch(KeystorePassword::isHexDigit);
    }

    private static boolean isHexDigit(int character) {
        return character < 128 && Character.digit(character, 16) >= 0;
    }
}
