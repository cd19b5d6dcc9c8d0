package io.dbcpool.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.health.Readiness;
import io.dbcpool.cli.health.ReadinessProbe;
import io.dbcpool.cli.http.ServiceClient;
import io.dbcpool.cli.pool.HttpPorts;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.cli.process.RunFiles;
import io.dbcpool.cli.status.StatusReport.ReceiptKey;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.events.EventCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks the services of this host, and shows what they say. */
@Command(
        name = "status",
        description = "What the pool of this host knows of its machines; exit code 1 if something asks for you.",
        footer = {
            "",
            "Examples:",
            "  ./pool status",
            "  ./pool status --watch",
            "  ./pool status -c /etc/dbc-pool/pool.yaml --json | jq ."
        })
public final class StatusCommand implements Callable<Integer> {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The pool's file (default: pool.yaml).")
    private Path config = Path.of("pool.yaml");

    @Option(names = "--json", description = "As one line of JSON.")
    private boolean json;

    @Option(names = "--watch", description = "Again every second, until Ctrl-C.")
    private boolean watch;

    @Override
    public Integer call()
            throws PoolFileException, CannotReachException, InterruptedException, JsonProcessingException {
        while (watch) {
            showAgain();
            TimeUnit.SECONDS.sleep(1);
        }
        return show();
    }

    /** A watcher that is away for a second is started again by then. */
    private void showAgain() throws PoolFileException, InterruptedException, JsonProcessingException {
        if (!json && System.getenv("DBCPOOL_COLOURED") != null) {
            // Home, and whatever was below it away.
            System.out.print("\u001b[H\u001b[J");
        }
        try {
            show();
        } catch (CannotReachException e) {
            System.out.println("pool: " + e.getMessage());
        }
        System.out.flush();
    }

    private int show() throws PoolFileException, CannotReachException, InterruptedException, JsonProcessingException {
        var pool = PoolFile.read(config);
        var ports = new RunFiles(pool.stateDir()).findPorts().orElse(new HttpPorts(HttpPorts.DEFAULT_BASE));
        var client = new ServiceClient(ports);
        var machines = client.get(Service.RENTAL_WATCHER, "/machines");
        var key = client.get(Service.RENTAL_WATCHER, "/receipt-key");
        var services = ask(ports);
        var report = new StatusReport(pool.name(), services, read(machines), readKey(key));
        if (json) {
            System.out.println(EventCodec.json().writeValueAsString(new Json(report, machines)));
        } else {
            report.lines().forEach(System.out::println);
            if (services.get(Service.POOL_CONSOLE.serviceName()) instanceof Readiness.Ready) {
                System.out.printf("%nThe same and more, live: %s%n", ports.uri(Service.POOL_CONSOLE, "/"));
            }
        }
        return report.isWell() ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
    }

    /** @param machines all that the watcher says of them */
    private record Json(
            String pool,
            boolean well,
            Map<String, Readiness> services,
            Optional<ReceiptKey> receiptKey,
            JsonNode machines) {
        Json(StatusReport report, JsonNode machines) {
            this(report.pool(), report.isWell(), report.services(), report.receiptKey(), machines);
        }
    }

    private static Optional<ReceiptKey> readKey(JsonNode key) {
        return key.path("publicKey").asText().isEmpty()
                ? Optional.empty()
                : Optional.of(new ReceiptKey(
                        key.path("keyId").asText(), key.path("publicKey").asText()));
    }

    private static Map<String, Readiness> ask(HttpPorts ports) throws InterruptedException {
        var probe = new ReadinessProbe();
        var services = new LinkedHashMap<String, Readiness>();
        for (Service service : Service.values()) {
            services.put(service.serviceName(), probe.ask(ports.uri(service, "/q/health/ready")));
        }
        return services;
    }

    private static List<MachineStatus> read(JsonNode machines) throws CannotReachException {
        var read = new ArrayList<MachineStatus>();
        try {
            for (JsonNode machine : machines) {
                read.add(EventCodec.json().treeToValue(machine, MachineStatus.class));
            }
        } catch (JsonProcessingException e) {
            throw new CannotReachException(
                    "the rental-watcher speaks of machines in words that this command does not know: "
                            + e.getOriginalMessage(),
                    e);
        }
        return read;
    }
}
