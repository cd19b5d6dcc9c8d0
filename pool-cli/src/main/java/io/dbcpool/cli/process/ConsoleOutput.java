package io.dbcpool.cli.process;

import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * To the operator's terminal, each line with the name of who printed it. A terminal that is held (Ctrl-S) or a reader
 * that is slow holds up nobody: lines are dropped then, and counted.
 */
public final class ConsoleOutput implements Output {

    private static final int HELD_LINES = 10_000;
    private static final int NAME_WIDTH = 18;
    private static final int[] COLOURS = {36, 33, 35, 32, 34};
    private static final String END = "\0end";

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(HELD_LINES);
    private final AtomicLong dropped = new AtomicLong();
    private final PrintStream out;
    private final boolean coloured;
    private final Thread writer;

    public ConsoleOutput(PrintStream out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
        this.writer = new Thread(this::write, "console");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void print(String processName, String line) {
        String name = " ".repeat(Math.max(0, NAME_WIDTH - processName.length())) + processName;
        add(coloured ? "\033[%dm%s |\033[0m %s".formatted(colourOf(processName), name, line) : name + " | " + line);
    }

    @Override
    public void say(String line) {
        add(coloured ? "\033[1m" + line + "\033[0m" : line);
    }

    private void add(String line) {
        if (!lines.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    private static int colourOf(String processName) {
        return COLOURS[Math.floorMod(processName.hashCode(), COLOURS.length)];
    }

    private void write() {
        try {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                out.println(line);
                long missing = dropped.getAndSet(0);
                if (missing > 0) {
                    out.println("pool: %d lines were not printed, because nobody took them".formatted(missing));
                }
                if (lines.isEmpty()) {
                    out.flush();
                }
            }
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void finish() {
        try {
            if (lines.offer(END, 1, TimeUnit.SECONDS)) {
                writer.join(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
