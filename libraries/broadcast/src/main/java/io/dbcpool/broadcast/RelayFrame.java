package io.dbcpool.broadcast;

import io.dbcpool.configuration.AddressRange;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A datagram on its way from one of our services to another: the line {@code DBCPOOL-RELAY/1 192.0.2.11:40000}, an IPv6
 * address in brackets, then the datagram as it came.
 */
record RelayFrame(InetSocketAddress sender, ByteBuffer payload) {

    private static final String MAGIC = "DBCPOOL-RELAY/1 ";
    private static final int MAX_LINE_BYTES = 96;

    static byte[] encode(Datagram datagram) {
        byte[] line = (MAGIC + datagram.senderText() + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(line.length + datagram.bytes().length)
                .put(line)
                .put(datagram.bytes())
                .array();
    }

    /** Empty where it is no frame of ours. The payload is a view of {@code frame}. */
    static Optional<RelayFrame> find(ByteBuffer frame) {
        int lineBytes = 0;
        while (lineBytes < frame.remaining() && frame.get(frame.position() + lineBytes) != '\n') {
            if (++lineBytes > MAX_LINE_BYTES) {
                return Optional.empty();
            }
        }
        if (lineBytes == frame.remaining()) {
            return Optional.empty();
        }
        byte[] line = new byte[lineBytes];
        frame.get(frame.position(), line);
        var payload = frame.slice(frame.position() + lineBytes + 1, frame.remaining() - lineBytes - 1);
        String text = new String(line, StandardCharsets.US_ASCII);
        return text.startsWith(MAGIC)
                ? findSender(text.substring(MAGIC.length())).map(sender -> new RelayFrame(sender, payload))
                : Optional.empty();
    }

    private static Optional<InetSocketAddress> findSender(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        String address = text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        return port > 0xffff
                ? Optional.empty()
                : AddressRange.findAddress(address).map(found -> new InetSocketAddress(found, port));
    }
}
