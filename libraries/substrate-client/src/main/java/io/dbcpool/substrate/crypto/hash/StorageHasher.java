package io.dbcpool.substrate.crypto.hash;

/**
 * How a storage map turns its key's bytes into a part of the storage key; in the order of metadata V14
 * ({@code frame-metadata}, v14.rs).
 */
public enum StorageHasher {
    BLAKE2_128(16, false) {
        @Override
        byte[] digest(byte[] key) {
            return Blake2b.hash128(key);
        }
    },
    BLAKE2_256(32, false) {
        @Override
        byte[] digest(byte[] key) {
            return Blake2b.hash256(key);
        }
    },
    BLAKE2_128_CONCAT(16, true) {
        @Override
        byte[] digest(byte[] key) {
            return Blake2b.hash128(key);
        }
    },
    TWOX_128(16, false) {
        @Override
        byte[] digest(byte[] key) {
            return TwoX.hash128(key);
        }
    },
    TWOX_256(32, false) {
        @Override
        byte[] digest(byte[] key) {
            return TwoX.hash256(key);
        }
    },
    TWOX_64_CONCAT(8, true) {
        @Override
        byte[] digest(byte[] key) {
            return TwoX.hash64(key);
        }
    },
    IDENTITY(0, true) {
        @Override
        byte[] digest(byte[] key) {
            return new byte[0];
        }
    };

    private final int digestBytes;
    private final boolean keepsKey;

    StorageHasher(int digestBytes, boolean keepsKey) {
        this.digestBytes = digestBytes;
        this.keepsKey = keepsKey;
    }

    abstract byte[] digest(byte[] key);

    /** How many bytes of hash stand before the key, or alone. */
    public int digestBytes() {
        return digestBytes;
    }

    /** Whether the key's own bytes follow its hash, so that keys can be read back from storage. */
    public boolean keepsKey() {
        return keepsKey;
    }

    /** The digest, and behind it the key itself if this hasher is one that keeps it. */
    public byte[] hash(byte[] key) {
        byte[] digest = digest(key);
        if (!keepsKey) {
            return digest;
        }
        byte[] hash = new byte[digest.length + key.length];
        System.arraycopy(digest, 0, hash, 0, digest.length);
        System.arraycopy(key, 0, hash, digest.length, key.length);
        return hash;
    }
}
