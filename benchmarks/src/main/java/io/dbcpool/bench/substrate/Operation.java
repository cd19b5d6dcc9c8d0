package io.dbcpool.bench.substrate;

/** What is measured: a method of {@link SubstrateOperations}, and an operation of {@code substrate.mjs}. */
enum Operation {
    METADATA("decodeMetadata", "decode the metadata, 360 KB"),
    EVENTS("decodeEvents", "decode a block's events"),
    ENCODE_AND_SIGN("encodeAndSign", "encode and sign addMachineInfo"),
    SIGN("sign", "sr25519: sign 256 bytes"),
    VERIFY("verify", "sr25519: verify"),
    STORAGE_KEY("storageKey", "make a storage key");

    private final String method;
    private final String title;

    Operation(String method, String title) {
        this.method = method;
        this.title = title;
    }

    String method() {
        return method;
    }

    String title() {
        return title;
    }
}
