package io.dbcpool.console.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Optional;

/** Asks {@link ReadingGate} before each page, and tells browsers what our pages may do: nothing but what is ours. */
@Provider
public class ReadingFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String SIGN_IN = "sign-in";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final ReadingGate gate;

    ReadingFilter(ReadingGate gate) {
        this.gate = gate;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath().replaceFirst("^/", "");
        var cookie = request.getCookies().get(SignInResource.COOKIE);
        if (path.equals(SIGN_IN)
                || gate.isOpenTo(
                        header(request, HttpHeaders.HOST),
                        header(request, HttpHeaders.AUTHORIZATION),
                        cookie == null ? "" : cookie.getValue())) {
            return;
        }
        boolean isPage = request.getMethod().equals(HttpMethod.GET)
                && request.getAcceptableMediaTypes().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
        request.abortWith(
                isPage
                        ? Response.seeOther(URI.create("/" + SIGN_IN)).build()
                        : Response.status(Response.Status.UNAUTHORIZED)
                                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                                .build());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        headers.putSingle("Content-Security-Policy", POLICY);
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "no-referrer");
        headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static String header(ContainerRequestContext request, String name) {
        return Optional.ofNullable(request.getHeaderString(name)).orElse("");
    }
}
