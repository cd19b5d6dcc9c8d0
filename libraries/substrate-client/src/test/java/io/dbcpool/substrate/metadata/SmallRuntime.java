package io.dbcpool.substrate.metadata;

import io.dbcpool.substrate.scale.ScaleWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A runtime of our own with one type of each kind, a pallet that uses them, and types that mean harm. */
public final class SmallRuntime {

    public static final int U8 = 0;
    public static final int U32 = 1;
    public static final int U64 = 2;
    public static final int U128 = 3;
    public static final int ACCOUNT = 5;
    public static final int TEXT = 6;
    public static final int BOOL = 7;
    public static final int PAIR = 9;
    public static final int COMPACT = 10;
    public static final int OPTION = 11;
    public static final int DEPOSIT = 12;
    public static final int BITS = 14;
    public static final int DEPOSITS = 15;
    public static final int UNIT = 24;
    public static final int CHAR = 25;
    public static final int I16 = 26;
    public static final int HOLDS_ITSELF_TWICE = 27;
    public static final int MANY_UNITS = 28;
    public static final int NAMES_ITSELF = 29;
    public static final int COMPACT_TEXT = 31;

    /** Two of a type that is two of a type, and so on: 2^30 values without a byte. */
    public static final int DOUBLED = 61;

    public static final int TYPES = 62;

    private final ScaleWriter out = new ScaleWriter();
    private int types;

    private SmallRuntime() {}

    public static Metadata decoded() {
        return Metadata.decode(encoded());
    }

    public static byte[] encoded() {
        SmallRuntime runtime = new SmallRuntime();
        runtime.out.writeU32(0x6174656d).writeU8(14).writeCompact(TYPES);
        runtime.writeTypes();
        runtime.out.writeCompact(2);
        runtime.writeSystem();
        runtime.writeVault();
        runtime.out.writeCompact(UNIT).writeU8(4).writeCompact(1);
        runtime.out.writeString("CheckNonce").writeCompact(COMPACT).writeCompact(UNIT);
        return runtime.out.writeCompact(UNIT).toByteArray();
    }

    private void writeTypes() {
        primitive(3);
        primitive(5);
        primitive(6);
        primitive(7);
        type(List.of(), 3, to -> to.writeU32(32).writeCompact(U8));
        composite("sp_core::AccountId32", new Member("", 4));
        primitive(2);
        primitive(0);
        type(List.of(), 2, to -> to.writeCompact(U8));
        type(List.of(), 4, to -> to.writeCompact(2).writeCompact(ACCOUNT).writeCompact(U32));
        type(List.of(), 6, to -> to.writeCompact(U128));
        variants("Option", new Choice("None", 0), new Choice("Some", 1, new Member("", U32)));
        composite(
                "vault::Deposit",
                new Member("who", ACCOUNT),
                new Member("amount", COMPACT),
                new Member("label", TEXT),
                new Member("until", OPTION));
        composite("bitvec::order::Lsb0");
        type(List.of(), 7, to -> to.writeCompact(U8).writeCompact(13));
        type(List.of(), 2, to -> to.writeCompact(DEPOSIT));
        variants(
                "vault::Call",
                new Choice("deposit", 3, new Member("who", ACCOUNT), new Member("amount", COMPACT)),
                new Choice("pause", 7));
        variants(
                "vault::Event",
                new Choice("Deposited", 0, new Member("", ACCOUNT), new Member("", U128)),
                new Choice("Paused", 1));
        variants("vault::Error", new Choice("TooSmall", 2));
        variants("RuntimeEvent", new Choice("Vault", 9, new Member("", 17)));
        variants(
                "Phase",
                new Choice("ApplyExtrinsic", 0, new Member("", U32)),
                new Choice("Finalization", 1),
                new Choice("Initialization", 2));
        composite("EventRecord", new Member("phase", 20), new Member("event", 19), new Member("topics", 22));
        type(List.of(), 2, to -> to.writeCompact(4));
        type(List.of(), 2, to -> to.writeCompact(21));
        type(List.of(), 4, to -> to.writeCompact(0));
        primitive(1);
        primitive(10);
        composite("Twice", new Member("a", HOLDS_ITSELF_TWICE), new Member("b", HOLDS_ITSELF_TWICE));
        type(List.of(), 3, to -> to.writeU32(0xffff_ffffL).writeCompact(UNIT));
        composite("Itself", new Member("", NAMES_ITSELF));
        type(List.of(), 4, to -> {
            to.writeCompact(7);
            for (int i = 0; i < 7; i++) {
                to.writeCompact(U32);
            }
        });
        type(List.of(), 6, to -> to.writeCompact(TEXT));
        type(List.of(), 4, to -> to.writeCompact(2).writeCompact(UNIT).writeCompact(UNIT));
        while (types <= DOUBLED) {
            int half = types - 1;
            type(List.of(), 4, to -> to.writeCompact(2).writeCompact(half).writeCompact(half));
        }
    }

    private void writeSystem() {
        out.writeString("System").writeBool(true).writeString("System").writeCompact(1);
        plain("Events", 23, new byte[] {0});
        out.writeBool(false).writeBool(false).writeCompact(0).writeBool(false).writeU8(0);
    }

    private void writeVault() {
        out.writeString("Vault").writeBool(true).writeString("VaultStore").writeCompact(4);
        plain("Total", U128, new byte[16]);
        map("Deposits", new int[] {2}, ACCOUNT, DEPOSIT);
        map("Shares", new int[] {5, 6}, PAIR, U64);
        map("ByEveryHasher", new int[] {0, 1, 2, 3, 4, 5, 6}, 30, U8);
        out.writeBool(true).writeCompact(16).writeBool(true).writeCompact(17);
        out.writeCompact(1)
                .writeString("MinDeposit")
                .writeCompact(U128)
                .writeBytes(
                        new ScaleWriter().writeU128(BigInteger.valueOf(1_000)).toByteArray())
                .writeCompact(0);
        out.writeBool(true).writeCompact(18).writeU8(9);
    }

    private void plain(String name, int typeId, byte[] fallback) {
        out.writeString(name).writeU8(1).writeU8(0).writeCompact(typeId);
        out.writeBytes(fallback).writeCompact(0);
    }

    private void map(String name, int[] hashers, int keyTypeId, int valueTypeId) {
        out.writeString(name).writeU8(0).writeU8(1).writeCompact(hashers.length);
        for (int hasher : hashers) {
            out.writeU8(hasher);
        }
        out.writeCompact(keyTypeId)
                .writeCompact(valueTypeId)
                .writeBytes(new byte[] {0})
                .writeCompact(0);
    }

    private void primitive(int index) {
        type(List.of(), 5, to -> to.writeU8(index));
    }

    private void composite(String path, Member... members) {
        type(List.of(path.split("::", -1)), 0, to -> members(members));
    }

    private void variants(String path, Choice... choices) {
        type(List.of(path.split("::", -1)), 1, to -> {
            to.writeCompact(choices.length);
            for (Choice choice : choices) {
                to.writeString(choice.name);
                members(choice.members);
                to.writeU8(choice.index).writeCompact(1).writeString("About " + choice.name);
            }
        });
    }

    private void members(Member... members) {
        out.writeCompact(members.length);
        for (Member member : members) {
            out.writeOption(Optional.of(member.name).filter(name -> !name.isEmpty()), ScaleWriter::writeString);
            out.writeCompact(member.typeId).writeBool(false).writeCompact(0);
        }
    }

    private void type(List<String> path, int kind, Consumer<ScaleWriter> content) {
        out.writeCompact(types++)
                .writeVec(path, ScaleWriter::writeString)
                .writeCompact(0)
                .writeU8(kind);
        content.accept(out);
        out.writeCompact(0);
    }

    /** A field; without a name if that is empty. */
    private record Member(String name, int typeId) {}

    private static final class Choice {

        private final String name;
        private final int index;
        private final Member[] members;

        Choice(String name, int index, Member... members) {
            this.name = name;
            this.index = index;
            this.members = members;
        }
    }
}
