package io.dbcpool.host.check;

import java.util.LinkedHashMap;
import java.util.Map;

/** Files of {@code KEY=value} lines, as shells, os-release, libvirtd.conf and core.conf have them. */
final class KeyValues {

    private KeyValues() {}

    /** The last of each key that is not commented out, without quotes around it. */
    static Map<String, String> read(String text) {
        var found = new LinkedHashMap<String, String>();
        text.lines().map(String::strip).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                found.put(
                        line.substring(0, equals).strip(),
                        unquote(line.substring(equals + 1).strip()));
            }
        });
        return found;
    }

    private static String unquote(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
