package io.dbcpool.console.http;

import io.dbcpool.console.words.Texts;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;

/** Takes the token from a person's browser. The only request that is not a GET, and all it changes is a cookie. */
@Path("/sign-in")
public class SignInResource {

    static final String COOKIE = "dbcpool-console";

    private static final int KEPT_SECONDS = (int) Duration.ofDays(30).toSeconds();

    private final ReadingGate gate;
    private final Asker asker;

    SignInResource(ReadingGate gate, Asker asker) {
        this.gate = gate;
        this.asker = asker;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance ask() {
        return page("");
    }

    @POST
    @Produces(MediaType.TEXT_HTML)
    public Response take(@FormParam("token") @DefaultValue("") String token) {
        if (!gate.isToken(token)) {
            return Response.status(Response.Status.FORBIDDEN)
                    .entity(page("sign-in.wrong"))
                    .build();
        }
        var cookie = new NewCookie.Builder(COOKIE)
                .value(gate.cookie())
                .path("/")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge(KEPT_SECONDS)
                .build();
        return Response.seeOther(URI.create("/")).cookie(cookie).build();
    }

    private TemplateInstance page(String fault) {
        var texts = Texts.of(asker.language());
        return Pages.signIn(texts, gate.hasToken(), fault.isEmpty() ? "" : texts.get(fault));
    }
}
