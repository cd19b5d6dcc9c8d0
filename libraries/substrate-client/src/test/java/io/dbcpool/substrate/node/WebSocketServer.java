package io.dbcpool.substrate.node;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A WebSocket server on loopback (RFC 6455), as plain as one can be: it does what a test tells it, right or wrong. */
final class WebSocketServer implements AutoCloseable {

    private static final int FINAL = 0x80;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    interface Handler {
        void onText(Client client, String text) throws IOException;

        void onGone(Client client);
    }

    private final ServerSocket listening;
    private final Handler handler;
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final Thread acceptor;
    private volatile boolean answersPings = true;

    WebSocketServer(int port, Handler handler) throws IOException {
        this.listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.handler = handler;
        this.acceptor = start(this::accept, "scripted-node");
    }

    int port() {
        return listening.getLocalPort();
    }

    List<Client> clients() {
        return clients;
    }

    void answerPings(boolean answer) {
        answersPings = answer;
    }

    /** Nobody is served any more once it returns. */
    @Override
    public void close() throws IOException {
        listening.close();
        // An accept that is under way still takes whoever comes before its thread has woken.
        try {
            acceptor.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        clients.forEach(Client::cut);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Client client = new Client(listening.accept());
                clients.add(client);
                start(client::serve, "scripted-node-client");
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static Thread start(Runnable run, String name) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    final class Client {

        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

        private Client(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            this.out = new BufferedOutputStream(socket.getOutputStream());
        }

        private void serve() {
            try {
                shakeHands();
                while (readFrame()) {
                    // The frame was handled.
                }
            } catch (IOException gone) {
                // As clients go.
            } finally {
                clients.remove(this);
                handler.onGone(this);
                cut();
            }
        }

        private void shakeHands() throws IOException {
            String key = "";
            for (String line = readLine(); !line.isEmpty(); line = readLine()) {
                if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
                    key = line.substring(18).strip();
                }
            }
            write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        private String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("gone");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        private boolean readFrame() throws IOException {
            int first = in.readUnsignedByte();
            int opcode = first & 0xf;
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(in.readLong());
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            if (opcode == TEXT || opcode == CONTINUATION) {
                parts.write(payload);
                if ((first & FINAL) != 0) {
                    String text = parts.toString(StandardCharsets.UTF_8);
                    parts.reset();
                    handler.onText(this, text);
                }
            } else if (opcode == PING && answersPings) {
                frame(PONG, payload);
            }
            return opcode != CLOSE;
        }

        void text(String message) throws IOException {
            frame(TEXT, message.getBytes(StandardCharsets.UTF_8));
        }

        void binary(byte[] message) throws IOException {
            frame(BINARY, message);
        }

        private void frame(int opcode, byte[] payload) throws IOException {
            synchronized (out) {
                out.write(FINAL | opcode);
                if (payload.length < 126) {
                    out.write(payload.length);
                } else if (payload.length < 65_536) {
                    out.write(126);
                    out.write(payload.length >>> 8);
                    out.write(payload.length);
                } else {
                    out.write(127);
                    for (int shift = 56; shift >= 0; shift -= 8) {
                        out.write((int) ((long) payload.length >>> shift));
                    }
                }
                out.write(payload);
                out.flush();
            }
        }

        private void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        void cut() {
            try {
                socket.close();
            } catch (IOException closedAlready) {
                // All the better.
            }
        }
    }

    private static String accepted(String key) {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (GeneralSecurityException everyJdkHasSha1) {
            throw new IllegalStateException(everyJdkHasSha1);
        }
    }
}
