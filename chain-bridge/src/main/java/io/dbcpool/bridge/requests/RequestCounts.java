package io.dbcpool.bridge.requests;

/** What became of requests since the start. */
public record RequestCounts(long honoured, long refused) {

    static final RequestCounts NONE = new RequestCounts(0, 0);

    RequestCounts withHonoured() {
        return new RequestCounts(honoured + 1, refused);
    }

    RequestCounts withRefused() {
        return new RequestCounts(honoured, refused + 1);
    }
}
