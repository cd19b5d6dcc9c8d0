package io.dbcpool.substrate.fuzz;

import io.dbcpool.substrate.Vectors;
import io.dbcpool.substrate.crypto.Keystore;
import io.dbcpool.substrate.crypto.KeystoreException;
import io.dbcpool.substrate.crypto.address.InvalidAddressException;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.substrate.extrinsic.Extrinsic;
import io.dbcpool.substrate.extrinsic.FoundCall;
import io.dbcpool.substrate.metadata.Constant;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.rpc.MalformedAnswerException;
import io.dbcpool.substrate.rpc.RpcFrame;
import io.dbcpool.substrate.scale.BitOrder;
import io.dbcpool.substrate.scale.BitStore;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A decoder, and the refusals that it may answer with. Whatever else it does with some bytes is a fault. */
enum FuzzTarget {
    SCALE {
        @Override
        void decode(byte[] input) {
            ScaleReader.readWhole(input, in -> {
                while (in.remaining() > 0) {
                    readOne(in);
                }
                return input;
            });
        }
    },
    METADATA {
        @Override
        void decode(byte[] input) {
            Metadata metadata = Metadata.decode(input);
            metadata.pallets().forEach(pallet -> pallet.constants().forEach(Constant::value));
            metadata.pallets().forEach(pallet -> pallet.storage().forEach(StorageEntry::whenAbsent));
        }
    },
    VALUE {
        @Override
        void decode(byte[] input) {
            ScaleReader in = new ScaleReader(input);
            int typeId = in.readU16() % Recorded.METADATA.types().size();
            Recorded.METADATA.values().read(typeId, in);
            in.requireEnd();
        }
    },
    EVENTS {
        @Override
        void decode(byte[] input) {
            EventRecord.decodeAll(Recorded.METADATA, input);
        }
    },
    EXTRINSIC {
        @Override
        void decode(byte[] input) {
            FoundCall.listAll(Recorded.METADATA, List.of(Extrinsic.decode(Recorded.METADATA, input)));
        }
    },
    SS58 {
        @Override
        void decode(byte[] input) {
            try {
                Ss58Address.parse(new String(input, StandardCharsets.UTF_8));
            } catch (InvalidAddressException refusal) {
                throw new Refusal(refusal);
            }
        }
    },
    KEYSTORE {
        @Override
        void decode(byte[] input) {
            try {
                Keystore.parse(new String(input, StandardCharsets.UTF_8));
            } catch (KeystoreException refusal) {
                throw new Refusal(refusal);
            }
        }
    },
    RPC_FRAME {
        @Override
        void decode(byte[] input) {
            try {
                RpcFrame.parse(new String(input, StandardCharsets.UTF_8));
            } catch (MalformedAnswerException refusal) {
                throw new Refusal(refusal);
            }
        }
    };

    abstract void decode(byte[] input);

    /** Empty if the bytes were taken; a refusal with a position outside of them is a fault too. */
    Optional<Exception> refusalOf(byte[] input) {
        try {
            decode(input);
            return Optional.empty();
        } catch (ScaleException refusal) {
            if (refusal.position() < 0 || refusal.position() > input.length) {
                throw new AssertionError(
                        "position %d in %d bytes".formatted(refusal.position(), input.length), refusal);
            }
            return Optional.of(refusal);
        } catch (Refusal refusal) {
            return Optional.of(refusal.why);
        }
    }

    private static void readOne(ScaleReader in) {
        switch (in.readU8() & 0xf) {
            case 0 -> in.readCompact();
            case 1 -> in.readCompact(32);
            case 2 -> in.readBytes();
            case 3 -> in.readString();
            case 4 -> in.readOption(ScaleReader::readU256);
            case 5 -> in.readOptionBool();
            case 6 -> in.readResult(ScaleReader::readI64, ScaleReader::readString);
            case 7 -> in.readVec(ScaleReader::readU16);
            case 8 -> in.readVec(it -> it.readVec(ScaleReader::readBytes));
            case 9 -> in.readBitVec(BitStore.U8, BitOrder.LEAST_SIGNIFICANT_FIRST);
            case 10 -> in.readBitVec(BitStore.U64, BitOrder.MOST_SIGNIFICANT_FIRST);
            case 11 -> in.readEnum(BitOrder.class);
            case 12 -> in.readSigned(16);
            case 13 -> in.readNested(FuzzTarget::readAnother);
            case 14 -> in.readSlice(in.readCount(1)).readArray(3, ScaleReader::readBool);
            default -> in.readBool();
        }
    }

    private static boolean readAnother(ScaleReader in) {
        readOne(in);
        return true;
    }

    /** A decoder said no, as it may. */
    private static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Exception why;

        Refusal(Exception why) {
            super(why.getMessage(), why, false, false);
            this.why = why;
        }
    }

    /** The runtime whose values, events and extrinsics are decoded. */
    private static final class Recorded {

        static final Metadata METADATA = read();

        private static Metadata read() {
            try {
                return Metadata.decode(Vectors.recordedMetadata());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
