package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which system this is, by os-release(5). */
public record Release(String id, String version, String name) {

    public static Release of(Host host) {
        Map<String, String> fields = host.findFile("/etc/os-release")
                .or(() -> host.findFile("/usr/lib/os-release"))
                .map(KeyValues::read)
                .orElseThrow(() -> new CannotTell("there is no /etc/os-release"));
        return new Release(
                Optional.ofNullable(fields.get("ID")).orElse("?"),
                Optional.ofNullable(fields.get("VERSION_ID")).orElse("?"),
                Optional.ofNullable(fields.get("PRETTY_NAME")).orElse("?"));
    }

    public boolean isUbuntu(String... versions) {
        return id.equals("ubuntu") && List.of(versions).contains(version);
    }
}
