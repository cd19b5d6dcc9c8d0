package io.dbcpool.receipts;

import java.io.IOException;
import java.util.Properties;

/** Which dbc-pool this is. */
public final class PoolVersion {

    private PoolVersion() {}

    public static String read() {
        try (var file = PoolVersion.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
