package io.dbcpool.substrate.metadata;

import io.dbcpool.substrate.crypto.hash.StorageHasher;

/** One key of a storage map: its type, and how it is hashed into the storage key. */
public record StorageKeyPart(int typeId, StorageHasher hasher) {}
