package io.dbcpool.substrate.rpc;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket of the JDK's. It takes one message at a time to send (a second one is an error to it) and gives messages
 * in parts of at most 16 KiB, without a limit on their sum: both are seen to here.
 */
final class WebSocketWire implements Wire, WebSocket.Listener {

    private final Wire.Listener listener;
    private final int maxMessageCharacters;
    private final ArrayDeque<String> toSend = new ArrayDeque<>();
    private boolean sending;
    private volatile boolean cut;
    private volatile @Nullable WebSocket socket;
    private StringBuilder parts = new StringBuilder();

    private WebSocketWire(Wire.Listener listener, int maxMessageCharacters) {
        this.listener = listener;
        this.maxMessageCharacters = maxMessageCharacters;
    }

    static CompletableFuture<Wire> open(HttpClient http, Endpoint endpoint, RpcLimits limits, Wire.Listener listener) {
        WebSocketWire wire = new WebSocketWire(listener, limits.maxMessageCharacters());
        return http.newWebSocketBuilder()
                .connectTimeout(limits.connectTimeout())
                .buildAsync(endpoint.uri(), wire)
                .thenApply(opened -> wire);
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        if (cut) {
            return null;
        }
        if (parts.length() + part.length() > maxMessageCharacters) {
            parts = new StringBuilder();
            listener.onWrong("it sent a message of more than %d characters".formatted(maxMessageCharacters));
            return null;
        }
        listener.onSignOfLife();
        parts.append(part);
        boolean readOn = true;
        if (last) {
            String message = parts.toString();
            parts = new StringBuilder();
            readOn = listener.onMessage(message);
        }
        if (readOn) {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        if (!cut) {
            listener.onWrong("it sent bytes where text is wanted");
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        listener.onSignOfLife();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        listener.onSignOfLife();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        if (!cut) {
            listener.onEnd("it closed the connection with %d %s"
                    .formatted(code, reason)
                    .strip());
        }
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        if (!cut) {
            listener.onEnd("the connection broke: " + error.getMessage());
        }
    }

    @Override
    public void send(String message) {
        synchronized (toSend) {
            toSend.add(message);
            if (sending) {
                return;
            }
            sending = true;
        }
        sendNext();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // how it ended is told to the listener
    private void sendNext() {
        String next;
        synchronized (toSend) {
            next = toSend.poll();
            if (next == null) {
                sending = false;
                return;
            }
        }
        WebSocket to = socket;
        if (to == null || cut) {
            return;
        }
        to.sendText(next, true).whenComplete((sent, failure) -> {
            if (failure == null) {
                sendNext();
            } else if (!cut) {
                listener.onEnd("nothing can be sent to it: " + failure.getMessage());
            }
        });
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a ping that cannot be sent gets no answer either
    public void ping() {
        WebSocket to = socket;
        if (to != null && !cut) {
            to.sendPing(ByteBuffer.allocate(0));
        }
    }

    @Override
    public void readOn() {
        WebSocket from = socket;
        if (from != null && !cut) {
            from.request(1);
        }
    }

    @Override
    public void cut() {
        cut = true;
        WebSocket to = socket;
        if (to != null) {
            to.abort();
        }
    }
}
