package io.dbcpool.host.check;

import io.dbcpool.host.probe.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A socket that waits for others, by /proc/net (kernel docs, proc_net_tcp).
 *
 * @param address as hex digits: of IPv4 eight, of IPv6 thirty-two
 * @param receiveQueue bytes that wait, for UDP
 * @param drops datagrams that found no room, for UDP
 */
record Listeners(String address, int port, long receiveQueue, long drops, String inode) {

    private static final Pattern LOCAL = Pattern.compile("([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})");
    private static final String TCP_LISTEN = "0A";
    private static final int TCP_COLUMNS = 10;
    private static final int UDP_COLUMNS = 13;

    static List<Listeners> tcp(Host host, int port) {
        return list(host, List.of("/proc/net/tcp", "/proc/net/tcp6"), port, true);
    }

    static List<Listeners> udp(Host host, int port) {
        return list(host, List.of("/proc/net/udp", "/proc/net/udp6"), port, false);
    }

    private static List<Listeners> list(Host host, List<String> tables, int port, boolean tcp) {
        var found = new ArrayList<Listeners>();
        for (String table : tables) {
            for (String line : host.findProc(table).orElse("").lines().toList()) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length < (tcp ? TCP_COLUMNS : UDP_COLUMNS)) {
                    continue;
                }
                var local = LOCAL.matcher(columns[1]);
                if (local.matches()
                        && Integer.parseInt(local.group(2), 16) == port
                        && (!tcp || columns[3].equals(TCP_LISTEN))) {
                    found.add(new Listeners(
                            local.group(1),
                            port,
                            Long.parseLong(columns[4].substring(columns[4].indexOf(':') + 1), 16),
                            tcp ? 0 : Long.parseLong(columns[12]),
                            columns[9]));
                }
            }
        }
        return found;
    }

    /** 127.0.0.0/8 is written from its last byte to its first, and ::1 in words of four bytes, each turned round. */
    boolean isLoopback() {
        return address.length() == 8
                ? address.endsWith("7F")
                : address.equals("00000000000000000000000001000000")
                        || (address.startsWith("0000000000000000FFFF0000") && address.endsWith("7F"));
    }

    boolean isAny() {
        return address.chars().allMatch(c -> c == '0');
    }

    String shown() {
        if (isAny()) {
            return (address.length() == 8 ? "0.0.0.0:" : "[::]:") + port;
        }
        return isLoopback() ? "loopback:" + port : ipv4() + ":" + port;
    }

    private String ipv4() {
        if (address.length() != 8) {
            return "an IPv6 address";
        }
        var bytes = new ArrayList<String>();
        for (int i = 6; i >= 0; i -= 2) {
            bytes.add(String.valueOf(Integer.parseInt(address.substring(i, i + 2), 16)));
        }
        return String.join(".", bytes);
    }
}
