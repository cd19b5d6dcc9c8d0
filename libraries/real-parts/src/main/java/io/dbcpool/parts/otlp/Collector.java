package io.dbcpool.parts.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes OTLP over HTTP, as {@code POST /v1/traces} with protobuf, read by the protocol's own classes. No collector can
 * be had as a package of Debian or from Maven Central.
 */
public final class Collector implements AutoCloseable {

    private static final int OK = 200;

    private final List<ResourceSpans> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private volatile int answer = OK;

    private Collector(HttpServer server) {
        this.server = server;
    }

    public static Collector open() throws IOException {
        return open(0);
    }

    /** @param port 0 for any */
    public static Collector open(int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var collector = new Collector(server);
        server.createContext("/v1/traces", collector::take);
        server.start();
        return collector;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (answer == OK) {
                taken.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList());
            }
            byte[] response = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(answer, response.length == 0 ? -1 : response.length);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on it answers with this status, and keeps nothing unless that is 200. */
    public void answerWith(int status) {
        answer = status;
    }

    /** How often it was asked to take something. */
    public int asked() {
        return asked.get();
    }

    /** What it took, in the order in which it came. */
    public List<ResourceSpans> taken() {
        return List.copyOf(taken);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
