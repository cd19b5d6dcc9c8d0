package io.dbcpool.cli.broadcast;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A capture as {@code tcpdump -w} writes it: the classic pcap form (draft-ietf-opsawg-pcap), in either byte order, with
 * times in micro- or nanoseconds. Reads UDP over IPv4 on Ethernet, on Linux' cooked interfaces ({@code -i any}) and
 * raw; everything else in the file is passed over, and so is what was cut by a snap length or is a fragment.
 */
final class Pcap {

    private static final int MICROS = 0xa1b2c3d4;
    private static final int NANOS = 0xa1b23c4d;
    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int MAX_PACKET_BYTES = 1 << 18;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_VLAN = 0x8100;
    private static final int PROTOCOL_UDP = 17;
    private static final int MORE_FRAGMENTS_OR_OFFSET = 0x3fff;

    private Pcap() {}

    static boolean isOne(byte[] file) {
        return file.length >= FILE_HEADER_BYTES && order(file).isPresent();
    }

    /** @param port only datagrams to that port */
    static List<Captured> read(byte[] file, int port) throws CaptureException {
        var order = order(file).orElseThrow(() -> new CaptureException("wanted a pcap file, found another"));
        var in = ByteBuffer.wrap(file).order(order);
        boolean nanos = in.getInt(0) == NANOS;
        int linkType = in.getInt(20) & 0xffff;
        in.position(FILE_HEADER_BYTES);
        var found = new ArrayList<Captured>();
        while (in.remaining() > 0) {
            if (in.remaining() < RECORD_HEADER_BYTES) {
                throw new CaptureException(
                        "byte %d: wanted a record, found the end of the file".formatted(in.position()));
            }
            long seconds = Integer.toUnsignedLong(in.getInt());
            long fraction = Integer.toUnsignedLong(in.getInt());
            int length = in.getInt();
            int whole = in.getInt();
            if (length < 0 || length > MAX_PACKET_BYTES || length > in.remaining()) {
                throw new CaptureException("byte %d: wanted a packet of at most %d bytes, found one of %d"
                        .formatted(
                                in.position(),
                                Math.min(MAX_PACKET_BYTES, in.remaining()),
                                Integer.toUnsignedLong(length)));
            }
            byte[] packet = new byte[length];
            in.get(packet);
            if (whole == length) {
                var at = Instant.ofEpochSecond(seconds, nanos ? fraction : fraction * 1_000);
                ip(packet, linkType).flatMap(ip -> datagram(ip, port, at)).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<ByteOrder> order(byte[] file) {
        if (file.length < FILE_HEADER_BYTES) {
            return Optional.empty();
        }
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            int magic = ByteBuffer.wrap(file).order(order).getInt();
            if (magic == MICROS || magic == NANOS) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    /** The IPv4 packet inside the link's frame. */
    private static Optional<byte[]> ip(byte[] frame, int linkType) {
        return switch (linkType) {
            case 1 -> { // LINKTYPE_ETHERNET, perhaps with a VLAN tag
                int type = type(frame, 12);
                boolean tagged = type == ETHERTYPE_VLAN;
                yield (tagged ? type(frame, 16) : type) == ETHERTYPE_IPV4
                        ? from(frame, tagged ? 18 : 14)
                        : Optional.empty();
            }
            case 101, 228 -> from(frame, 0); // LINKTYPE_RAW, LINKTYPE_IPV4
            case 113 -> type(frame, 14) == ETHERTYPE_IPV4 ? from(frame, 16) : Optional.empty(); // LINUX_SLL
            case 276 -> type(frame, 0) == ETHERTYPE_IPV4 ? from(frame, 20) : Optional.empty(); // LINUX_SLL2
            default -> Optional.empty();
        };
    }

    private static int type(byte[] frame, int at) {
        return frame.length < at + 2 ? -1 : (frame[at] & 0xff) << 8 | (frame[at + 1] & 0xff);
    }

    private static Optional<byte[]> from(byte[] frame, int at) {
        return frame.length <= at ? Optional.empty() : Optional.of(Arrays.copyOfRange(frame, at, frame.length));
    }

    private static Optional<Captured> datagram(byte[] ip, int port, Instant at) {
        if (ip.length < 20 || (ip[0] & 0xf0) != 0x40 || ip[9] != PROTOCOL_UDP) {
            return Optional.empty();
        }
        int header = (ip[0] & 0x0f) * 4;
        if (ip.length < header + 8 || (type(ip, 6) & MORE_FRAGMENTS_OR_OFFSET) != 0 || type(ip, header + 2) != port) {
            return Optional.empty();
        }
        int end = header + type(ip, header + 4);
        if (end < header + 8 || end > ip.length) {
            return Optional.empty();
        }
        String sender = address(Arrays.copyOfRange(ip, 12, 16)) + ":" + type(ip, header);
        return Optional.of(new Captured(at, sender, Arrays.copyOfRange(ip, header + 8, end)));
    }

    private static String address(byte[] four) {
        try {
            return InetAddress.getByAddress(four).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }
}
