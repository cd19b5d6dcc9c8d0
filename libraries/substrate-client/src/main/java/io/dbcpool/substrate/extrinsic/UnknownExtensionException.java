package io.dbcpool.substrate.extrinsic;

import java.util.List;

/** The runtime has signed extensions that we do not know. Nothing can be signed for it; no retry will help. */
public final class UnknownExtensionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> names;

    UnknownExtensionException(List<String> names) {
        super("the runtime wants signed extensions that we do not know, so nothing can be signed for it: "
                + String.join(", ", names));
        this.names = List.copyOf(names);
    }

    /** As the metadata has them. */
    public List<String> names() {
        return names;
    }
}
