package io.dbcpool.watcher.process;

/** The two signals that end QEMU: at SIGTERM it flushes its disks and goes, if it can; at SIGKILL it goes. */
public enum EndSignal {
    TERM(15),
    KILL(9);

    private final int number;

    EndSignal(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
