package io.dbcpool.substrate.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScriptedNodeTest {

    private static final byte[] HANDSHAKE =
            "GET / HTTP/1.1\r\nSec-WebSocket-Key: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void nobodyIsServedOnceItIsClosed() {
        ScriptedChain chain = new ScriptedChain("one");
        for (int round = 0; round < 100; round++) {
            ScriptedNode node = new ScriptedNode(chain);
            assertThatCode(() -> ask(node.port())).doesNotThrowAnyException();
            node.close();
            assertThatThrownBy(() -> ask(node.port())).isInstanceOf(IOException.class);
        }
    }

    private static void ask(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(HANDSHAKE);
            InputStream answer = socket.getInputStream();
            if (answer.read() < 0) {
                throw new IOException("nobody answered");
            }
        }
    }
}
