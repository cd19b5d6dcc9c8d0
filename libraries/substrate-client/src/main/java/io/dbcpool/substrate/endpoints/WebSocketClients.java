package io.dbcpool.substrate.endpoints;

import io.dbcpool.substrate.rpc.Endpoint;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;

/** Makes the JDK's client. */
final class WebSocketClients {

    private WebSocketClients() {}

    /**
     * For those endpoints and no others. Where none of them uses TLS it has none, for the JDK's client would else load
     * TLS and all of the JDK's certificates at its start, which is a fifth of the time to the first head.
     */
    static HttpClient of(List<Endpoint> endpoints, Duration connectTimeout) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(connectTimeout);
        boolean tls = endpoints.stream().anyMatch(one -> "wss".equals(one.uri().getScheme()));
        if (!tls) {
            builder.sslContext(new NoTls()).sslParameters(new SSLParameters());
        }
        return builder.build();
    }
}
