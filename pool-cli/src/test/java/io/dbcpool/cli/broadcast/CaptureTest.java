package io.dbcpool.cli.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.broadcast.BroadcastDecoder;
import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.broadcast.Verdict.Tested;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureTest {

    private static final MachineId MACHINE = new MachineId("aa".repeat(32));
    private static final byte[] RENTING = BroadcastEncoder.encode(MACHINE, Word.RENTING);
    private static final Instant AT = Instant.parse("2026-11-24T03:00:00.123456Z");

    @ParameterizedTest(name = "link type {0}")
    @CsvSource({"1, 14, 12", "113, 16, 14", "276, 20, 0", "101, 0, -1"})
    void aDatagramIsFoundInEveryFrameThatTcpdumpWrites(int linkType, int headerBytes, int typeAt) throws Exception {
        byte[] frame = new byte[headerBytes + 28 + RENTING.length];
        if (typeAt >= 0) {
            frame[typeAt] = 0x08;
        }
        udp(ByteBuffer.wrap(frame, headerBytes, frame.length - headerBytes).slice(), 55_555);
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] file = pcap(order, linkType, frame);

            assertThat(Pcap.isOne(file)).isTrue();
            assertThat(Pcap.read(file, 55_555)).singleElement().satisfies(captured -> {
                assertThat(captured.at()).isEqualTo(AT);
                assertThat(captured.sender()).isEqualTo("192.0.2.11:40000");
                assertThat(captured.bytes()).isEqualTo(RENTING);
            });
            assertThat(Pcap.read(file, 55_556)).isEmpty();
        }
    }

    @Test
    void everyTruncationOfACaptureIsReadOrRefused() {
        byte[] frame = new byte[28 + RENTING.length];
        udp(ByteBuffer.wrap(frame), 55_555);
        byte[] file = pcap(ByteOrder.LITTLE_ENDIAN, 101, frame);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            if (length == 24) {
                continue; // a file without records
            }
            assertThatThrownBy(() -> Pcap.read(cut, 55_555))
                    .as("%d bytes", length)
                    .isInstanceOf(CaptureException.class);
        }
    }

    @Test
    void aLineOfJsonIsACapture() throws Exception {
        String line =
                "{\"at\":\"2026-11-24T03:00:00.123456Z\",\"sender\":\"192.0.2.11:40000\",\"refused\":\"x\",\"raw\":\"aGVsbG8=\"}\n";

        assertThat(JsonLines.read(line + "\n" + line)).hasSize(2).first().satisfies(captured -> {
            assertThat(captured.at()).isEqualTo(AT);
            assertThat(new String(captured.bytes(), StandardCharsets.US_ASCII)).isEqualTo("hello");
        });
        assertThatThrownBy(() -> JsonLines.read(line + "hello"))
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith("line 2: ");
    }

    @Test
    void whatWouldBeObeyedIsReplayedAsATestWord() {
        byte[] harmless = ReplayCommand.harmless(RENTING);

        assertThat(BroadcastDecoder.decode(harmless, harmless.length)).isEqualTo(new Tested(MACHINE, Optional.empty()));
        byte[] other = "hello".getBytes(StandardCharsets.US_ASCII);
        assertThat(ReplayCommand.harmless(other)).isSameAs(other);
    }

    private static void udp(ByteBuffer to, int port) {
        int length = 28 + RENTING.length;
        to.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) length)
                .putInt(0)
                .put((byte) 64)
                .put((byte) 17)
                .putShort((short) 0);
        to.put(new byte[] {(byte) 192, 0, 2, 11}).putInt(-1);
        to.putShort((short) 40_000)
                .putShort((short) port)
                .putShort((short) (8 + RENTING.length))
                .putShort((short) 0);
        to.put(RENTING);
    }

    private static byte[] pcap(ByteOrder order, int linkType, byte[] frame) {
        var file = ByteBuffer.allocate(24 + 16 + frame.length).order(order);
        file.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(262_144)
                .putInt(linkType);
        file.putInt((int) AT.getEpochSecond())
                .putInt(AT.getNano() / 1_000)
                .putInt(frame.length)
                .putInt(frame.length);
        return file.put(frame).array();
    }
}
