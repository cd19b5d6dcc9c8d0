package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.types.Type;
import io.dbcpool.substrate.types.TypeParameter;

/** The types that an extrinsic is made of: the parameters of sp-runtime's {@code UncheckedExtrinsic}. */
record ExtrinsicTypes(int addressTypeId, int callTypeId, int signatureTypeId) {

    static ExtrinsicTypes of(Metadata metadata) {
        Type extrinsic = metadata.types().get(metadata.extrinsic().typeId());
        return new ExtrinsicTypes(
                parameter(extrinsic, "Address"), parameter(extrinsic, "Call"), parameter(extrinsic, "Signature"));
    }

    private static int parameter(Type extrinsic, String name) {
        return extrinsic.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .flatMap(TypeParameter::typeId)
                .orElseThrow(() -> new ScaleException(
                        "the runtime's extrinsics, %s, have no parameter %s".formatted(extrinsic.name(), name), 0));
    }
}
