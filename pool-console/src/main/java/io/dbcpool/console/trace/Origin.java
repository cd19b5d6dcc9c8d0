package io.dbcpool.console.trace;

/**
 * Which program something happened in.
 *
 * @param pool empty where it is not told
 * @param service such as {@code rental-watcher}
 * @param host empty where it is not told
 */
public record Origin(String pool, String service, String host) {

    private static final int PARTS = 5;
    private static final String UNTOLD = "dbc-pool";

    /** @param source {@code ce_source}, {@code /dbcpool/<pool>/<service>/<host>}; whoever writes may write another */
    static Origin of(String source) {
        String[] parts = source.split("/", PARTS);
        return parts.length == PARTS && parts[0].isEmpty() && parts[1].equals("dbcpool")
                ? new Origin(parts[2], parts[3], parts[4])
                : new Origin("", UNTOLD, "");
    }
}
