package io.dbcpool.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.pool.HttpPorts;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.events.EventCodec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The services of one pool on this host. */
public final class ServiceClient {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final HttpPorts ports;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    public ServiceClient(HttpPorts ports) {
        this.ports = ports;
    }

    /** @throws CannotReachException if the service does not answer, or answers with anything but what was asked for */
    public JsonNode get(Service service, String path) throws CannotReachException, InterruptedException {
        return read(send(service, HttpRequest.newBuilder(ports.uri(service, path))), service, path);
    }

    /** @param token is never shown */
    public JsonNode post(Service service, String path, String token, Record body)
            throws CannotReachException, InterruptedException {
        try {
            var request = HttpRequest.newBuilder(ports.uri(service, path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(EventCodec.json().writeValueAsBytes(body)));
            return read(send(service, request), service, path);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own record cannot be written: " + body, e);
        }
    }

    private HttpResponse<byte[]> send(Service service, HttpRequest.Builder request)
            throws CannotReachException, InterruptedException {
        try {
            return http.send(request.timeout(LIMIT).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CannotReachException(
                    "the %s does not answer on 127.0.0.1:%d; is the pool up?"
                            .formatted(service.serviceName(), ports.of(service)),
                    e);
        }
    }

    private static JsonNode read(HttpResponse<byte[]> answer, Service service, String path)
            throws CannotReachException {
        var json = EventCodec.findTree(answer.body());
        if (answer.statusCode() != OK || json.isEmpty()) {
            throw new CannotReachException("the %s answers %s with HTTP status %d"
                    .formatted(service.serviceName(), path, answer.statusCode()));
        }
        return json.get();
    }
}
