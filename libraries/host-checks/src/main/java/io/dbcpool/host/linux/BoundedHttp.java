package io.dbcpool.host.linux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Asks somebody who is not trusted to answer shortly, or ever. An answer that stops in the middle keeps no thread and
 * no connection: the JDK's own timeout ends with the first line of an answer.
 *
 * @param limit for an answer as a whole, the connection included
 * @param mostBytes of an answer
 */
public record BoundedHttp(HttpClient http, Duration limit, int mostBytes) {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    public BoundedHttp(Duration limit, int mostBytes) {
        this(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build(),
                limit,
                mostBytes);
    }

    /**
     * @return what came with status 200
     * @throws java.net.ConnectException if nobody is there
     * @throws IOException saying why there is no answer, for an operator
     */
    public byte[] ask(HttpRequest request) throws IOException, InterruptedException {
        var begun = new AtomicBoolean();
        var asked = http.sendAsync(request, head -> {
            begun.set(true);
            return new Body(mostBytes);
        });
        try {
            HttpResponse<byte[]> answer = asked.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("it answers with HTTP status " + answer.statusCode());
            }
            return answer.body();
        } catch (TimeoutException e) {
            throw new IOException(
                    begun.get() ? "its answer does not end" : "no answer within %d ms".formatted(limit.toMillis()), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(String.valueOf(e.getCause()), e);
        } finally {
            asked.cancel(true);
        }
    }

    /** Gathers an answer, and ends it where it gets too long. */
    private static final class Body implements BodySubscriber<byte[]> {

        private final int mostBytes;
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private @Nullable Subscription subscription;

        Body(int mostBytes) {
            this.mostBytes = mostBytes;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Subscription begun) {
            subscription = begun;
            begun.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                if (part.remaining() > mostBytes - read.size()) {
                    whole.completeExceptionally(
                            new IOException("its answer is longer than %d KiB".formatted(mostBytes >> 10)));
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    return;
                }
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                read.writeBytes(bytes);
            }
            if (subscription != null) {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable failure) {
            whole.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            whole.complete(read.toByteArray());
        }
    }
}
