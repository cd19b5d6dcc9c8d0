package io.dbcpool.substrate.metadata;

/**
 * A part of what is signed with a call.
 *
 * @param name {@code CheckNonce}; unknown ones must be refused by it, for what they mean is nowhere else
 * @param typeId what stands in the extrinsic
 * @param additionalTypeId what is signed but not sent
 */
public record SignedExtension(String name, int typeId, int additionalTypeId) {}
