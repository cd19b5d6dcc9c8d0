package io.dbcpool.nodekey;

import io.dbcpool.substrate.crypto.Sr25519Keypair;
import io.dbcpool.values.MachineId;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A machine's identity: sr25519, whose public key is the machine's id. The key can be asked for a signature of the one
 * message that it is there for, and be written into a backup; nothing gives it away.
 */
public final class MachineKey implements AutoCloseable {

    private final MachineId claimed;
    private final byte[] seed;
    private final Sr25519Keypair keypair;

    private MachineKey(MachineId claimed, byte[] seed) {
        this.claimed = claimed;
        this.seed = seed;
        this.keypair = Sr25519Keypair.fromSeed(seed);
    }

    /** Takes the seed over: the caller keeps no other copy. */
    static MachineKey of(MachineId claimed, byte[] seed) {
        return new MachineKey(claimed, seed);
    }

    /** What the file says that it is. */
    public MachineId claimedId() {
        return claimed;
    }

    /** What the key makes. */
    public MachineId derivedId() {
        return new MachineId(HexFormat.of().formatHex(keypair.publicKey().toBytes()));
    }

    /** Whether file and key are of one machine; the DBC node refuses to start if they are not. */
    public boolean fits() {
        return claimed.equals(derivedId());
    }

    /** 64 bytes. The message can be no other: {@link BondingMessage} is the proof. */
    public byte[] sign(BondingMessage message) {
        return keypair.sign(message.bytes()).toBytes();
    }

    /** node.dat as the DBC node writes it, which the caller wipes. */
    byte[] file() {
        return NodeDat.write(claimed, seed);
    }

    /** node.dat, lent for as long as a function runs, and wiped after. */
    public <T, E extends Exception> T lendFile(Use<T, E> use) throws E {
        byte[] file = file();
        try {
            return use.of(file);
        } finally {
            Arrays.fill(file, (byte) 0);
        }
    }

    /** What is done with a file that must not linger. */
    @FunctionalInterface
    public interface Use<T, E extends Exception> {
        T of(byte[] file) throws E;
    }

    @Override
    public void close() {
        Arrays.fill(seed, (byte) 0);
        keypair.close();
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "the key of machine " + claimed;
    }
}
