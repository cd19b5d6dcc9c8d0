package io.dbcpool.cli.process;

/** Where lines go. Never blocks its caller for long: a service waits when nobody takes what it prints. */
public interface Output {

    /** A line that a process printed. */
    void print(String processName, String line);

    /** A line of our own. */
    void say(String line);

    /** Writes what is left, for a second at most. What comes later may be lost. */
    void finish();
}
