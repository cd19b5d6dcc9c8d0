package io.dbcpool.cli.chain;

import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** By whose key a request is signed, and how far it goes. */
public final class RequestOptions {

    @Option(
            names = "--operator-key",
            required = true,
            paramLabel = "FILE",
            description = "Made by: openssl genpkey -algorithm ed25519 -out FILE")
    private Path key = Path.of("operator.pem");

    @Option(
            names = "--most",
            defaultValue = "0",
            paramLabel = "DBC",
            description = "What it may reserve of the stash at most (default: nothing).")
    private String most = "0";

    @Option(
            names = "--minutes",
            defaultValue = "10",
            paramLabel = "N",
            description = "How long it is good for, 1 to 60 (default: 10).")
    private int minutes = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Signs it, hands it to Kafka, and says so. */
    public void publish(PoolConfig pool, String verb, Optional<MachineId> machine, List<String> arguments, boolean json)
            throws CannotReachException, KeyException, IOException, InterruptedException {
        UUID id = RequestSigning.publish(
                pool,
                new RequestSigning.Asked(verb, machine, arguments, amount(), life()),
                RequestSigning.read(key),
                System.getenv());
        System.out.println(
                json
                        ? "{\"requestId\":\"%s\"}".formatted(id)
                        : "request %s is in dbc.bonding.requests; what becomes of it: ./pool events tail"
                                .formatted(id));
    }

    private DbcAmount amount() {
        try {
            return DbcAmount.ofDbc(most);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--most: wanted DBC such as 12.5, found '%s'".formatted(most), e);
        }
    }

    private Duration life() {
        if (minutes < 1 || minutes > 60) {
            throw new ParameterException(spec.commandLine(), "--minutes: wanted 1 to 60, found %d".formatted(minutes));
        }
        return Duration.ofMinutes(minutes);
    }
}
