package io.dbcpool.bench.substrate;

import io.dbcpool.cli.CannotReachException;
import io.dbcpool.devchain.DevelopmentChain;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * From the start of a process to the finalized head's chain events, decoded: the program is loaded, a node on loopback
 * is connected to, its metadata fetched and decoded. Milliseconds by the clock; ours and theirs in turn.
 */
record ColdStart(List<Double> ours, List<Double> theirs) {

    static final double AIM_MILLIS = 1_500;

    private static final int BLOCKS = 3;

    static ColdStart measure(int rounds, PolkadotJs polkadotJs) throws CannotReachException {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        try (DevelopmentChain chain = DevelopmentChain.start()) {
            chain.buildBlocks(BLOCKS);
            chain.finalizeAll();
            String node = chain.endpoint().toString();
            for (int round = 0; round < rounds; round++) {
                ours.add(millisOf(command(node)));
                theirs.add(millisOf(polkadotJs.command("first-head.mjs", node)));
            }
        }
        return new ColdStart(List.copyOf(ours), List.copyOf(theirs));
    }

    private static List<String> command(String node) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ServiceJvm.OF_POOL_UP);
        command.addAll(List.of("-cp", libraryAlone(), FirstHead.class.getName(), node));
        return command;
    }

    /** What a program has on its class path that uses the client and nothing else. */
    private static String libraryAlone() {
        List<String> parts =
                List.of("benchmarks", "substrate-client", "curve25519-elisabeth", "bcprov", "lz4-java", "jackson-");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar ->
                        parts.stream().anyMatch(Path.of(jar).getFileName().toString()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static double millisOf(List<String> command) throws CannotReachException {
        try {
            long begin = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said = process.inputReader()) {
                String line = said.readLine();
                double millis = (System.nanoTime() - begin) / 1e6;
                int code = process.waitFor();
                if (line == null || !line.matches("block \\d+: [1-9]\\d* events") || code != 0) {
                    throw new CannotReachException(
                            "wanted a head with its events, but %s said %s and ended with exit code %d"
                                    .formatted(command.get(0), line, code));
                }
                return millis;
            }
        } catch (IOException noProgram) {
            throw new CannotReachException("cannot start " + command.get(0) + ": " + noProgram.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new CannotReachException("interrupted during a cold start");
        }
    }

    double ourMedian() {
        return median(ours);
    }

    double theirMedian() {
        return median(theirs);
    }

    boolean meetsItsAim() {
        return ourMedian() < AIM_MILLIS;
    }

    private static double median(List<Double> millis) {
        return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
    }
}
