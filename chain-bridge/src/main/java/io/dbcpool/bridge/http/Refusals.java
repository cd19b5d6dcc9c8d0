package io.dbcpool.bridge.http;

import io.dbcpool.bridge.owner.DeskException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every refusal as the same JSON. */
public class Refusals {

    Refusals() {}

    @ServerExceptionMapper
    Response onRefusal(DeskException refused) {
        return GateFilter.response(
                switch (refused.kind()) {
                    case INVALID -> refusal(400, "invalid", refused);
                    case NOT_FOUND -> refusal(404, "not-found", refused);
                    case BUSY -> refusal(409, "busy", refused);
                    case OFF -> refusal(403, "off", refused);
                    case UNUSABLE -> refusal(500, "unusable", refused);
                    case CHAIN_AWAY -> refusal(503, "chain-away", refused);
                });
    }

    /** An unknown path, a body that is no JSON. */
    @ServerExceptionMapper
    Response onOther(WebApplicationException other) {
        int status = other.getResponse().getStatus();
        return GateFilter.response(new Refusal(
                status,
                status == 404 ? "not-found" : "invalid",
                other.getResponse().getStatusInfo().getReasonPhrase(),
                "look at /q/openapi"));
    }

    private static Refusal refusal(int status, String error, DeskException refused) {
        return new Refusal(status, error, String.valueOf(refused.getMessage()), refused.nextStep());
    }
}
