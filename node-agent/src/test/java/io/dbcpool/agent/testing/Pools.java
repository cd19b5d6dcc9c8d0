package io.dbcpool.agent.testing;

import io.dbcpool.agent.machine.Claims;
import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.agent.picture.Picture;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.configuration.PoolFileException;
import java.nio.file.Path;
import java.time.Instant;

/** Pools of two machines on one hypervisor. */
public final class Pools {

    private Pools() {}

    /** @param first further keys of the first machine, {@code gpu-01} */
    public static PoolConfig two(String first, String second) {
        String yaml = """
                pool:
                  name: p
                  machines:
                    - id: %s
                      name: gpu-01
                      %s
                    - id: %s
                      name: gpu-02
                      %s
                """.formatted("a".repeat(64), first, "b".repeat(64), second);
        try {
            return PoolFile.parse(yaml, Path.of("pool.yaml"));
        } catch (PoolFileException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Claims of the first of two machines. */
    public static Claims claims(String first, String second) {
        var config = two(first, second);
        return Claims.of(config.machines().get(0), config);
    }

    /** The first of two machines, as an agent begins with it that has kept nothing. */
    public static MachineState start(String first, String second, Instant at) {
        return MachineState.start(claims(first, second), Picture.EMPTY, at);
    }
}
