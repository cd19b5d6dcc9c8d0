package io.dbcpool.console.http;

import io.dbcpool.console.words.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** Who asks, as far as it matters: in which language he reads. */
@RequestScoped
public class Asker {

    static final String LANGUAGE = "lang";

    @Context
    @SuppressWarnings("NullAway.Init") // injected
    HttpHeaders headers;

    @Context
    @SuppressWarnings("NullAway.Init") // injected
    UriInfo uri;

    /** By the address, by an earlier visit, by the browser's settings. */
    Language language() {
        var cookie = headers.getCookies().get(LANGUAGE);
        return Language.choose(
                askedNow().or(() -> Optional.ofNullable(cookie).map(kept -> kept.getValue())),
                Optional.ofNullable(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE))
                        .orElse("en"));
    }

    Optional<String> askedNow() {
        return Optional.ofNullable(uri.getQueryParameters().getFirst(LANGUAGE));
    }
}
