package io.dbcpool.cli.process;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was printed. */
final class RecordedOutput implements Output {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Override
    public void print(String processName, String line) {
        lines.add(processName + ": " + line);
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public void finish() {
        // nothing is held back
    }

    List<String> lines() {
        return lines;
    }

    List<String> said() {
        return said;
    }
}
