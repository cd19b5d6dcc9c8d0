package io.dbcpool.cli.health;

import io.dbcpool.cli.health.Readiness.NotReady;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a service whether it is ready. Takes {@link #LIMIT} at most, and answers for a silent one. */
public final class ReadinessProbe {

    public static final Duration LIMIT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    /** @param page the service's {@code /q/health/ready} */
    public Readiness ask(URI page) throws InterruptedException {
        try {
            var answer = http.send(HttpRequest.newBuilder(page).timeout(LIMIT).build(), BodyHandlers.ofString());
            return Readiness.of(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new NotReady("no answer from " + page);
        }
    }
}
