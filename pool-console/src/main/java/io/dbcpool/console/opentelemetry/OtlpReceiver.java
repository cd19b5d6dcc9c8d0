package io.dbcpool.console.opentelemetry;

import io.dbcpool.console.sending.TraceReceiver;
import io.dbcpool.console.trace.Origin;
import io.dbcpool.console.trace.Trace;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A collector, or whatever takes OTLP over HTTP, by the SDK's own exporter: protobuf, one request for each trace. It
 * tries once; when to try again is the queue's affair, for its pauses outlast a collector's restart.
 */
public final class OtlpReceiver implements TraceReceiver {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long ANSWERED_WITHIN_SECONDS = 15;

    private final OtlpHttpSpanExporter exporter;

    private OtlpReceiver(OtlpHttpSpanExporter exporter) {
        this.exporter = exporter;
    }

    /** @param endpoint as {@code OTEL_EXPORTER_OTLP_ENDPOINT} has it, without {@code /v1/traces} */
    public static OtlpReceiver of(URI endpoint) {
        String base = endpoint.toString();
        return new OtlpReceiver(OtlpHttpSpanExporter.builder()
                .setEndpoint((base.endsWith("/") ? base : base + "/") + "v1/traces")
                .setTimeout(TIMEOUT)
                .setConnectTimeout(TIMEOUT)
                .setRetryPolicy(null)
                .build());
    }

    @Override
    public Optional<String> send(Trace trace) {
        var resources = new HashMap<Origin, Resource>();
        var spans = trace.spans().stream()
                .<SpanData>map(span ->
                        new OtlpSpan(trace.id(), span, resources.computeIfAbsent(span.origin(), OtlpSpan::resource)))
                .toList();
        var answer = exporter.export(spans).join(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS);
        if (answer.isSuccess()) {
            return Optional.empty();
        }
        return Optional.of(reason(answer.getFailureThrowable()));
    }

    /**
     * The exporter's exceptions are of an internal package, and the status is in no other place. Where they change,
     * this does not compile; it is all that depends on them.
     */
    private static String reason(@Nullable Throwable failure) {
        if (failure == null) {
            return "wanted an answer within %d s, found none".formatted(ANSWERED_WITHIN_SECONDS);
        }
        if (failure instanceof HttpExportException refused && refused.getResponse() != null) {
            return "wanted HTTP 200, found %d %s"
                    .formatted(
                            refused.getResponse().statusCode(),
                            refused.getResponse().statusMessage());
        }
        Throwable cause = failure;
        while (cause != null && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        return "no answer: " + (cause == null ? failure : cause);
    }

    @Override
    public void close() {
        exporter.shutdown();
    }
}
