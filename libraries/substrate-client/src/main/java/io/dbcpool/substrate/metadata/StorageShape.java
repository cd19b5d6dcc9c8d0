package io.dbcpool.substrate.metadata;

import java.util.List;

/** What lies where in storage. */
record StorageShape(List<StorageKeyPart> keyParts, int valueTypeId) {}
