package io.dbcpool.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * All receipts of a host, for as long as its operator wants them: a line of JSON each, a file a month, named by when
 * the vacate began. The journal keeps the last ones only, and the topic a year.
 */
public final class ReceiptFolder {

    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String SUFFIX = ".jsonl";

    /** Some forty receipts. */
    private static final long TAIL_BYTES = 128 * 1024;

    /** Where that is not enough, what is there are no receipts. */
    private static final long MOST_BYTES = 128 * TAIL_BYTES;

    private final Path folder;

    public ReceiptFolder(Path folder) {
        this.folder = folder;
    }

    public Path path() {
        return folder;
    }

    /** Adds one at the end, and returns when it is on the disk. */
    public void append(VacateCompleted receipt) throws IOException {
        var unused = append(List.of(receipt));
    }

    /**
     * Adds the first of them at the end, as many as are of one month, and returns when they are on the disk, which is
     * waited for once. What a crash left of a line is cut off first: that receipt is in the journal, from which the
     * next watcher adds it again. A line that lacks only its end is a receipt, and stays.
     *
     * @param receipts at least one
     * @return how many were added
     * @throws IOException if none was
     */
    public int append(List<VacateCompleted> receipts) throws IOException {
        Files.createDirectories(folder);
        String month = month(receipts.get(0));
        var first = receipts.stream()
                .takeWhile(receipt -> month(receipt).equals(month))
                .toList();
        append(newest(folder.resolve(month + SUFFIX)), first);
        return first.size();
    }

    private static String month(VacateCompleted receipt) {
        return MONTH.format(receipt.startedAt());
    }

    private static void append(Path file, List<VacateCompleted> receipts) throws IOException {
        var lines = new ByteArrayOutputStream();
        for (VacateCompleted receipt : receipts) {
            lines.writeBytes(EventCodec.value(receipt));
            lines.write('\n');
        }
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = wholeLines(channel);
            boolean lacksOnlyItsEnd = isReceipt(channel, end);
            if (lacksOnlyItsEnd) {
                end = channel.size();
            }
            channel.truncate(end);
            channel.position(end);
            try {
                write(channel, lacksOnlyItsEnd ? onALineOfTheirOwn(lines) : lines.toByteArray());
            } catch (IOException e) {
                channel.truncate(end); // else those that are whole would be there twice when they are added again
                throw e;
            }
        }
    }

    private static byte[] onALineOfTheirOwn(ByteArrayOutputStream lines) {
        var all = new ByteArrayOutputStream();
        all.write('\n');
        all.writeBytes(lines.toByteArray());
        return all.toByteArray();
    }

    private static void write(FileChannel channel, byte[] lines) throws IOException {
        var buffer = ByteBuffer.wrap(lines);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    /** The files are read in the order of their names, so a clock that was set back begins no earlier one. */
    private Path newest(Path file) throws IOException {
        var files = files();
        if (files.isEmpty()) {
            return file;
        }
        Path last = files.get(files.size() - 1);
        return last.compareTo(file) > 0 ? last : file;
    }

    /** Where the last whole line ends. */
    private static long wholeLines(FileChannel channel) throws IOException {
        var one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** Whether what follows is a whole one. */
    private static boolean isReceipt(FileChannel channel, long from) throws IOException {
        return channel.size() - from <= TAIL_BYTES
                && EventCodec.findTree(readFrom(channel, from))
                        .filter(JsonNode::isObject)
                        .isPresent();
    }

    private static byte[] readFrom(FileChannel channel, long from) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - from));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // until all of it is read
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** All of them, in the order in which they were added; a line that is no JSON comes as text, for whoever checks. */
    public List<JsonNode> list() throws IOException {
        var receipts = new ArrayList<JsonNode>();
        for (Path file : files()) {
            // Bytes that are no text must not hide the receipts around them.
            try (var lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.isBlank()) {
                        receipts.add(read(line));
                    }
                }
            }
        }
        return receipts;
    }

    /**
     * The lines of the last ones, in the order in which they were added. What was added before is not read: it takes as
     * long after ten years as after a day.
     *
     * @param most how many
     */
    public List<String> lastLines(int most) throws IOException {
        var newestFirst = new ArrayList<>(files());
        Collections.reverse(newestFirst);
        var last = new ArrayDeque<String>();
        for (Path file : newestFirst) {
            var lines = lastLines(file, most - last.size());
            for (int i = lines.size() - 1; i >= 0; i--) {
                last.addFirst(lines.get(i));
            }
            if (last.size() == most) {
                break;
            }
        }
        return List.copyOf(last);
    }

    /** Reads from the end on, twice as much each time until there are enough. */
    private static List<String> lastLines(Path file, int most) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            for (long window = TAIL_BYTES; ; window *= 2) {
                long from = Math.max(0, size - window);
                var lines = new String(readFrom(channel, from), StandardCharsets.UTF_8)
                        .lines()
                        .skip(from == 0 ? 0 : 1) // it may begin in the middle
                        .filter(line -> !line.isBlank())
                        .toList();
                if (from == 0 || lines.size() >= most || window >= MOST_BYTES) {
                    return lines.subList(Math.max(0, lines.size() - most), lines.size());
                }
            }
        }
    }

    /** A line as {@link #list} gives it. */
    public static JsonNode read(String line) {
        return EventCodec.findTree(line.getBytes(StandardCharsets.UTF_8)).orElseGet(() -> TextNode.valueOf(line));
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }
}
