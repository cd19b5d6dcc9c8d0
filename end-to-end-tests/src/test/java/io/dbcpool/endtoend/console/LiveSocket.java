package io.dbcpool.endtoend.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A browser's ear without the browser: one connection that hears what changes. */
record LiveSocket(Socket socket, BufferedReader lines) implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    static LiveSocket open(String url) throws IOException {
        URI uri = URI.create(url);
        var socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream()
                .write("GET %s?%s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                        .formatted(uri.getPath(), uri.getQuery())
                        .getBytes(StandardCharsets.US_ASCII));
        return new LiveSocket(
                socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
    }

    void awaitText(String text) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(text)) {
                return;
            }
        }
        throw new IOException("the console closed the connection before it said " + text);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
