package io.dbcpool.substrate.endpoints;

import io.dbcpool.substrate.rpc.Endpoint;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Makes the JDK's client. */
final class WebSocketClients {

    private WebSocketClients() {}

    /**
     * For those endpoints and no others. Where none of them uses TLS it trusts nobody, for the JDK's client would else
     * read all of the JDK's certificates at its start.
     */
    static HttpClient of(List<Endpoint> endpoints, Duration connectTimeout) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(connectTimeout);
        boolean tls = endpoints.stream().anyMatch(one -> "wss".equals(one.uri().getScheme()));
        return (tls ? builder : builder.sslContext(trustNobody())).build();
    }

    private static SSLContext trustNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException everyJdkHasTls) {
            throw new IllegalStateException(everyJdkHasTls);
        }
    }
}
