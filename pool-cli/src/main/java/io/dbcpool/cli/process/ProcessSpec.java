package io.dbcpool.cli.process;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that is to run.
 *
 * @param name what the operator calls it
 * @param command program and arguments
 * @param environment added to our own
 * @param mark a text in its command line that no other process of ours has; proves a leftover to be ours
 * @param readyPage says whether it is ready; empty for one whose users say when they lack it
 * @param endsLast whether it is ended only when the others have ended: they tell it what they did last
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        String mark,
        Optional<URI> readyPage,
        boolean endsLast) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
