package io.dbcpool.bridge.http;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.secrets.TokenFile;
import io.dbcpool.values.BearerToken;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the {@link Gate} before each request. */
@Singleton
public class GateFilter {

    private static final Logger LOG = LoggerFactory.getLogger(GateFilter.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Gate gate;

    GateFilter(PoolConfig config) {
        this.gate = new Gate(config.api().tokenFile().flatMap(GateFilter::read), System.nanoTime());
    }

    private static Optional<BearerToken> read(Path file) {
        return TokenFile.read(
                file,
                reason -> LOG.error(
                        "the api token cannot be used, nothing that writes is open file={} reason={}", file, reason));
    }

    boolean isOpenForWriting() {
        return gate.isOpenForWriting();
    }

    @ServerRequestFilter
    Optional<Response> filter(ContainerRequestContext request, RoutingContext connection) {
        String authorization = header(request, HttpHeaders.AUTHORIZATION);
        Optional<Refusal> refusal = READING.contains(request.getMethod())
                ? gate.refuseReading(isFromLoopback(connection), host(connection), authorization)
                : gate.refuseWriting(authorization, System.nanoTime());
        return refusal.map(GateFilter::response);
    }

    static Response response(Refusal refusal) {
        var answer = Response.status(refusal.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(refusal.body());
        if (refusal.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        } else if (refusal.status() == 429) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.build();
    }

    private static boolean isFromLoopback(RoutingContext connection) {
        var address = connection.request().connection().remoteAddress();
        if (address == null || address.host() == null) {
            return false;
        }
        InetAddress from = new InetSocketAddress(address.hostAddress(), 0).getAddress();
        return from != null && from.isLoopbackAddress();
    }

    private static String host(RoutingContext connection) {
        var authority = connection.request().authority();
        return authority == null ? "" : authority.toString();
    }

    private static String header(ContainerRequestContext request, String name) {
        String value = request.getHeaderString(name);
        return value == null ? "" : value;
    }
}
