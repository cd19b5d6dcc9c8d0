package io.dbcpool.bench;

import static java.lang.System.out;

import io.dbcpool.cli.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A bench that comes to tables: printed, or as JSON, with the machine that it ran on; and judged by their aims. */
public abstract class MeasuredBench implements Callable<Integer> {

    @Option(names = "--json", description = "the figures as JSON")
    private boolean json;

    protected abstract List<Table> measure() throws Exception;

    @Override
    public final Integer call() throws Exception {
        var before = Host.read();
        var figures = Figures.of(before, measure());
        out.println(json ? figures.json() : figures.text());
        return figures.meetTheirAims() ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
    }
}
