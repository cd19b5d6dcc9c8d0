package io.dbcpool.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of {@code /proc/net/udp} or {@code udp6}: one socket of the network namespace.
 *
 * @param drops datagrams that found the receive buffer full, since the socket was opened
 */
record ProcNetUdp(int localPort, long inode, long drops) {

    private static final Pattern SOCKET = Pattern.compile("socket:\\[([0-9]{1,18})]");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final int INODE_COLUMN = 9;
    private static final int DROPS_COLUMN = 12;

    /** Lines that are not rows, as the heading, are passed over. */
    static List<ProcNetUdp> parse(List<String> lines) {
        var rows = new ArrayList<ProcNetUdp>();
        for (String line : lines) {
            String[] columns = SPACES.split(line.strip(), -1);
            if (columns.length > DROPS_COLUMN
                    && columns[1].matches("[0-9A-F]+:[0-9A-F]{4}")
                    && columns[INODE_COLUMN].matches("[0-9]{1,18}")
                    && columns[DROPS_COLUMN].matches("[0-9]{1,18}")) {
                rows.add(new ProcNetUdp(
                        Integer.parseInt(columns[1].substring(columns[1].indexOf(':') + 1), 16),
                        Long.parseLong(columns[INODE_COLUMN]),
                        Long.parseLong(columns[DROPS_COLUMN])));
            }
        }
        return rows;
    }

    /** The inode in a descriptor's link, {@code socket:[12345]}. */
    static OptionalLong inodeOf(String link) {
        Matcher matcher = SOCKET.matcher(link);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
