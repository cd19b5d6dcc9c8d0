package io.dbcpool.endtoend.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody's address that takes Alertmanager's webhook, and keeps what came. */
final class Webhook implements AutoCloseable {

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private Webhook(HttpServer server) {
        this.server = server;
    }

    static Webhook open() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var webhook = new Webhook(server);
        server.createContext("/", exchange -> {
            try (exchange) {
                EventCodec.findTree(exchange.getRequestBody().readAllBytes()).ifPresent(webhook.messages::add);
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        return webhook;
    }

    String url() {
        return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
    }

    /** One for each group of alerts that was told, in the order in which they came. */
    List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    /** Alerts that fire, of all messages. */
    List<JsonNode> firing() {
        return messages.stream()
                .flatMap(message -> message.path("alerts").valueStream())
                .filter(alert -> alert.path("status").asText().equals("firing"))
                .toList();
    }

    boolean hasFired(String alert) {
        return firing().stream()
                .anyMatch(it -> it.at("/labels/alertname").asText().equals(alert));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
