package io.dbcpool.cli.demo;

import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.demo.Demo.Outcome;
import io.dbcpool.cli.pool.Installation;
import io.dbcpool.cli.process.FileOutput;
import io.dbcpool.cli.process.Leftovers;
import io.dbcpool.cli.process.RunFiles;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.parts.libvirt.PartsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the demo, says what came of it, and takes everything away. */
@Command(
        name = "demo",
        description = "The main job end to end, on real parts, on this machine.",
        footer = {"", "Examples:", "  ./pool demo", "  ./pool demo --chain", "  ./pool demo --fault hung-qemu"})
public final class DemoCommand implements Callable<Integer> {

    /** Ten seconds for each of services and broker, and the rest for libvirt. */
    private static final int END_SECONDS = 35;

    private static final int INTERRUPTED = 130;

    @Option(names = "--json", description = "The receipt as the last line.")
    private boolean json;

    @Option(
            names = "--fault",
            paramLabel = "NAME",
            converter = DemoFault.Converter.class,
            completionCandidates = DemoFault.Candidates.class,
            description = "Lets something go wrong meanwhile:${COMPLETION-CANDIDATES}")
    private @Nullable DemoFault fault;

    @Option(names = "--chain", description = "The rental comes from a chain of our own first, and the broadcast later.")
    private boolean chain;

    private volatile boolean toldToEnd;

    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException, CannotReachException, InterruptedException {
        var folder = Installation.find().home().resolve("state/demo");
        var runFiles = new RunFiles(folder);
        var lock = runFiles.tryLock();
        if (lock.isEmpty()) {
            System.err.println("pool: another demo runs with " + folder);
            return ExitCode.SOMETHING_IS_WRONG;
        }
        var caller = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endEarly(caller), "end"));
        try {
            Leftovers.end(runFiles, new FileOutput(folder, System.out::println));
            Demo.clear(folder);
            return run(folder, System.out);
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } catch (PartsException | CannotReachException e) {
            // Whoever is told to end in the middle of starting something cannot start it.
            if (toldToEnd) {
                return INTERRUPTED;
            }
            throw e;
        } finally {
            lock.get().acquiredBy().close();
            ended.countDown();
        }
    }

    private int run(Path folder, PrintStream out) throws IOException, CannotReachException, InterruptedException {
        var parts = new Parts(out::println);
        Outcome outcome;
        try {
            outcome = new Demo(folder, Optional.ofNullable(fault), chain, out::println).run(parts);
        } finally {
            // Whoever interrupted has done so; ending takes waiting, too.
            boolean interrupted = Thread.interrupted();
            parts.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        tell(outcome, out);
        return outcome.verdict().isGood() ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
    }

    private void tell(Outcome outcome, PrintStream out) {
        out.println();
        outcome.receipt()
                .ifPresent(receipt -> out.printf(
                        "budget %d ms, used %d ms, left %d ms%n",
                        Verdict.DEADLINE.toMillis(), receipt.elapsedMillis(), receipt.marginMillis()));
        outcome.verdict().complaints().forEach(complaint -> out.println("wrong: " + complaint));
        out.println(
                outcome.verdict().isGood()
                        ? "The owner's domain was off in time, and the other one is untouched. Both are gone now."
                        : "The demo failed.");
        if (json) {
            outcome.receipt().map(DemoCommand::json).ifPresent(out::println);
        }
    }

    /** As it is on the topic. */
    private static String json(VacateCompleted receipt) {
        return new String(EventCodec.value(receipt), StandardCharsets.UTF_8);
    }

    /** A signal came, or the demo is through. The main thread takes its parts away, wherever it is. */
    private void endEarly(Thread caller) {
        try {
            if (ended.getCount() > 0) {
                toldToEnd = true;
                caller.interrupt();
                ended.await(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
