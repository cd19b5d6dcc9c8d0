package io.dbcpool.console.http;

import io.dbcpool.console.live.LivePool;
import io.dbcpool.console.live.ReceiptShelf;
import io.dbcpool.console.words.FiguresText;
import io.dbcpool.console.words.PoolText;
import io.dbcpool.console.words.Texts;
import io.dbcpool.values.MachineId;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The pages. Each is whole without JavaScript; with it, it is live as well. */
@Path("/")
public class PagesResource {

    private static final int KEPT_SECONDS = (int) Duration.ofDays(365).toSeconds();

    private final LivePool pool;
    private final ReceiptShelf receipts;
    private final Writer writer;
    private final Asker asker;

    PagesResource(LivePool pool, ReceiptShelf receipts, Writer writer, Asker asker) {
        this.pool = pool;
        this.receipts = receipts;
        this.writer = writer;
        this.asker = asker;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response pool() {
        var snapshot = pool.snapshot();
        var texts = Texts.of(asker.language());
        var rows = snapshot.view().machines().values().stream()
                .map(machine -> writer.row(machine, texts))
                .toList();
        return page(Pages.pool(
                writer.frame(texts.get("page.pool"), snapshot),
                texts,
                PoolText.of(snapshot.view(), Instant.now(), texts),
                rows));
    }

    @GET
    @Path("machines/{idOrName}")
    @Produces(MediaType.TEXT_HTML)
    public Response machine(@PathParam("idOrName") String idOrName) {
        var snapshot = pool.snapshot();
        var texts = Texts.of(asker.language());
        var machine = MachineId.find(idOrName)
                .flatMap(id -> Optional.ofNullable(snapshot.view().machines().get(id)))
                .or(() -> snapshot.view().machines().values().stream()
                        .filter(one -> one.name().equals(idOrName))
                        .findFirst())
                .orElseThrow(NotFoundException::new);
        return page(Pages.machine(
                writer.frame(machine.name(), snapshot),
                texts,
                writer.row(machine, texts),
                writer.machine(machine, texts)));
    }

    @GET
    @Path("figures")
    @Produces(MediaType.TEXT_HTML)
    public Response figures() {
        var snapshot = pool.snapshot();
        var texts = Texts.of(asker.language());
        return page(Pages.figures(
                writer.frame(texts.get("page.figures"), snapshot),
                texts,
                FiguresText.of(snapshot.view().times().distribution(Instant.now()), texts),
                PoolText.of(snapshot.view(), Instant.now(), texts),
                SourcesText.of(snapshot.view(), texts)));
    }

    /** A receipt as it came, for {@code ./pool receipt verify} or an appeal. */
    @GET
    @Path("receipts/{vacateId}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response receipt(@PathParam("vacateId") UUID vacateId) {
        byte[] json = receipts.find(vacateId).orElseThrow(NotFoundException::new);
        return Response.ok(json)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"receipt-%s.json\"".formatted(vacateId))
                .build();
    }

    /** Whoever asked for a language by the address gets it from then on. */
    private Response page(TemplateInstance page) {
        var response = Response.ok(page);
        if (asker.askedNow().isPresent()) {
            response.cookie(new NewCookie.Builder(Asker.LANGUAGE)
                    .value(asker.language().code())
                    .path("/")
                    .sameSite(NewCookie.SameSite.STRICT)
                    .maxAge(KEPT_SECONDS)
                    .build());
        }
        return response.build();
    }
}
