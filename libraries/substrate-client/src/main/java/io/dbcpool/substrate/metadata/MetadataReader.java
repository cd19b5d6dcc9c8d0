package io.dbcpool.substrate.metadata;

import io.dbcpool.substrate.crypto.hash.StorageHasher;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleReader;
import io.dbcpool.substrate.types.TypeDefinition;
import io.dbcpool.substrate.types.TypeDefinition.Variants;
import io.dbcpool.substrate.types.TypeRegistry;
import io.dbcpool.substrate.value.ValueCodec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads metadata of version 14 (frame-metadata, v14.rs). */
final class MetadataReader {

    /** {@code "meta"}, little-endian. */
    private static final long MAGIC = 0x6174656dL;

    private static final int VERSION = 14;

    private static final Variants NONE = new Variants(List.of());

    private final ScaleReader in;
    private final ValueCodec values;

    private MetadataReader(ScaleReader in, ValueCodec values) {
        this.in = in;
        this.values = values;
    }

    static Metadata readWhole(byte[] bytes) {
        return ScaleReader.readWhole(bytes, in -> {
            requireVersion(in);
            return new MetadataReader(in, new ValueCodec(TypeRegistry.read(in))).readBehindTypes();
        });
    }

    private static void requireVersion(ScaleReader in) {
        int start = in.position();
        long magic = in.readU32();
        if (magic != MAGIC) {
            throw new ScaleException("wanted metadata at byte %d, but found %08x".formatted(start, magic), start);
        }
        int position = in.position();
        int version = in.readU8();
        if (version != VERSION) {
            throw new ScaleException(
                    "wanted metadata of version %d at byte %d, but found version %d"
                            .formatted(VERSION, position, version),
                    position);
        }
    }

    private Metadata readBehindTypes() {
        int start = in.position();
        List<Pallet> pallets = in.readVec(it -> readPallet());
        requireDistinct("pallet", pallets.stream().map(Pallet::name).toList(), start);
        requireDistinct("pallet", pallets.stream().map(Pallet::index).toList(), start);
        int extrinsicTypeId = readTypeId();
        ExtrinsicFormat extrinsic =
                new ExtrinsicFormat(in.readU8(), extrinsicTypeId, in.readVec(it -> readSignedExtension()));
        // The runtime's own type, which has nothing in it.
        readTypeId();
        return new Metadata(values, pallets, extrinsic);
    }

    private SignedExtension readSignedExtension() {
        return new SignedExtension(in.readString(), readTypeId(), readTypeId());
    }

    private Pallet readPallet() {
        String name = in.readString();
        List<StorageEntry> storage = in.readOption(it -> readStorage()).orElse(List.of());
        Variants calls = readVariants();
        Variants events = readVariants();
        int start = in.position();
        List<Constant> constants = in.readVec(it -> readConstant());
        requireDistinct("constant", constants.stream().map(Constant::name).toList(), start);
        Variants errors = readVariants();
        return new Pallet(name, in.readU8(), storage, calls, events, errors, constants);
    }

    private List<StorageEntry> readStorage() {
        String prefix = in.readString();
        int start = in.position();
        List<StorageEntry> entries = in.readVec(it -> readStorageEntry(prefix));
        requireDistinct("storage", entries.stream().map(StorageEntry::name).toList(), start);
        return entries;
    }

    private StorageEntry readStorageEntry(String prefix) {
        String name = in.readString();
        boolean optional = in.readVariant(2, "StorageEntryModifier") == 0;
        StorageShape shape =
                in.readVariant(2, "StorageEntryType") == 0 ? new StorageShape(List.of(), readTypeId()) : readMap();
        return new StorageEntry(
                values, prefix, name, shape, optional, in.readBytes(), in.readVec(ScaleReader::readString));
    }

    private StorageShape readMap() {
        int start = in.position();
        List<StorageHasher> hashers = in.readVec(it -> it.readEnum(StorageHasher.class));
        List<Integer> keyTypeIds = keyTypeIds(hashers.size(), readTypeId());
        if (hashers.isEmpty() || hashers.size() != keyTypeIds.size()) {
            throw new ScaleException(
                    "the map at byte %d has %d hashers for %d keys".formatted(start, hashers.size(), keyTypeIds.size()),
                    start);
        }
        List<StorageKeyPart> parts = IntStream.range(0, hashers.size())
                .mapToObj(i -> new StorageKeyPart(keyTypeIds.get(i), hashers.get(i)))
                .toList();
        return new StorageShape(parts, readTypeId());
    }

    /** One hasher hashes the whole key, though it be a tuple; several take one member of it each. */
    private List<Integer> keyTypeIds(int hashers, int typeId) {
        return hashers > 1 && values.types().get(typeId).definition() instanceof TypeDefinition.Tuple tuple
                ? tuple.typeIds()
                : List.of(typeId);
    }

    private Constant readConstant() {
        return new Constant(values, in.readString(), readTypeId(), in.readBytes(), in.readVec(ScaleReader::readString));
    }

    private Variants readVariants() {
        int start = in.position();
        Optional<Integer> typeId = in.readOption(it -> readTypeId());
        if (typeId.isEmpty()) {
            return NONE;
        }
        if (values.types().get(typeId.get()).definition() instanceof Variants variants) {
            return variants;
        }
        throw new ScaleException("byte %d names type %d, which has no variants".formatted(start, typeId.get()), start);
    }

    private int readTypeId() {
        return values.types().readTypeId(in);
    }

    private static void requireDistinct(String kind, List<?> keys, int start) {
        Set<Object> seen = new HashSet<>();
        for (Object key : keys) {
            if (!seen.add(key)) {
                throw new ScaleException("the list at byte %d has %s %s twice".formatted(start, kind, key), start);
            }
        }
    }
}
