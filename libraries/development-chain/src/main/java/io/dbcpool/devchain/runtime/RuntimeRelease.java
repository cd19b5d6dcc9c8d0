package io.dbcpool.devchain.runtime;

import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** One release of the runtime: what it says of itself. An upgrade is another one. */
public final class RuntimeRelease {

    private static final String RECORDED = "metadata-v14.scale";

    private final Bytes metadataBytes;
    private final Metadata metadata;
    private final Value version;
    private final Map<String, StorageEntry> entries = new ConcurrentHashMap<>();

    private RuntimeRelease(byte[] metadataBytes) {
        this.metadataBytes = Bytes.of(metadataBytes);
        this.metadata = Metadata.decode(metadataBytes);
        this.version = metadata.getPallet("System").getConstant("Version").value();
    }

    /**
     * DBC's mainnet runtime, spec version 400, as a node of it answered {@code state_getMetadata}; without its docs.
     */
    public static RuntimeRelease recorded() {
        try (InputStream in = RuntimeRelease.class.getResourceAsStream(RECORDED)) {
            return new RuntimeRelease(Objects.requireNonNull(in, RECORDED).readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws io.dbcpool.substrate.scale.ScaleException if the bytes are not metadata of version 14 */
    public static RuntimeRelease of(byte[] metadata) {
        return new RuntimeRelease(metadata);
    }

    /** The same runtime under another spec version, which its metadata says too. */
    public RuntimeRelease withSpecVersion(long specVersion) {
        byte[] bytes = metadataBytes.toArray();
        byte[] before = metadata.getPallet("System").getConstant("Version").encoded();
        int at = indexOf(bytes, before);
        // spec_name, impl_name, authoring_version: what stands before the spec version
        int names = new ScaleWriter()
                .writeString(version.field("spec_name").asText())
                .writeString(version.field("impl_name").asText())
                .size();
        byte[] number = new ScaleWriter().writeU32(specVersion).toByteArray();
        System.arraycopy(number, 0, bytes, at + names + Integer.BYTES, number.length);
        return new RuntimeRelease(bytes);
    }

    public Bytes metadataBytes() {
        return metadataBytes;
    }

    public Metadata metadata() {
        return metadata;
    }

    /** {@code System.Version}: the runtime's names and numbers, and its APIs. */
    public Value version() {
        return version;
    }

    public long specVersion() {
        return version.field("spec_version").asLong();
    }

    public long transactionVersion() {
        return version.field("transaction_version").asLong();
    }

    public Value constant(String pallet, String name) {
        return metadata.getPallet(pallet).getConstant(name).value();
    }

    /** @throws java.util.NoSuchElementException if this runtime stores no such thing */
    public StorageEntry entry(String pallet, String item) {
        return entries.computeIfAbsent(
                pallet + "." + item, name -> metadata.getPallet(pallet).getStorage(item));
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new IllegalStateException("the metadata does not hold its own version");
    }
}
