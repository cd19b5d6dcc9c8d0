package io.dbcpool.bench.chain;

import io.dbcpool.bench.BenchException;
import io.dbcpool.bench.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When each head comes to a client of the node that does nothing else: the moment at which every contestant could have
 * received it.
 */
final class HeadEar implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern NUMBER = Pattern.compile("\"number\":\"0x([0-9a-f]+)\"");

    private final Map<Long, Long> heardAtNanos = new ConcurrentHashMap<>();
    private final WebSocket socket;

    HeadEar(URI node) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(node, new WebSocket.Listener() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
                        long now = System.nanoTime();
                        text.append(part);
                        if (last) {
                            hear(text.toString(), now);
                            text.setLength(0);
                        }
                        from.request(1);
                        return null;
                    }
                })
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        socket.sendText("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"chain_subscribeNewHeads\",\"params\":[]}", true)
                .join();
    }

    private void hear(String text, long now) {
        var number = NUMBER.matcher(text);
        if (number.find()) {
            heardAtNanos.putIfAbsent(Long.parseLong(number.group(1), 16), now);
        }
    }

    /** @throws BenchException if it does not come */
    long heardAtNanos(long block) {
        Waiting.until("block " + block, LIMIT, Duration.ofMillis(1), () -> heardAtNanos.containsKey(block));
        return Objects.requireNonNull(heardAtNanos.get(block));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
