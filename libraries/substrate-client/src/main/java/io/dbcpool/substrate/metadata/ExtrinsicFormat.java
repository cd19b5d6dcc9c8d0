package io.dbcpool.substrate.metadata;

import java.util.List;

/**
 * How this runtime's extrinsics are made.
 *
 * @param version 4 on all current chains
 * @param signedExtensions in the order in which they are encoded
 */
public record ExtrinsicFormat(int version, int typeId, List<SignedExtension> signedExtensions) {}
