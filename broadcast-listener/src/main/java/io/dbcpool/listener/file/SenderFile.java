package io.dbcpool.listener.file;

import io.dbcpool.configuration.AddressRange;
import io.dbcpool.listener.sender.HeldSenders;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** A line for each machine: its id, a space, the address. A line that is neither is passed over. */
public final class SenderFile implements HeldSenders {

    private static final Logger LOG = Logger.getLogger(SenderFile.class);

    private final Path file;

    /** @param file is made, with its folder, when there is something to keep */
    public SenderFile(Path file) {
        this.file = file;
    }

    @Override
    public Map<MachineId, InetAddress> read() {
        var held = new LinkedHashMap<MachineId, InetAddress>();
        try {
            for (String line : Files.readAllLines(file)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    MachineId.find(line.substring(0, space))
                            .ifPresent(machine -> AddressRange.findAddress(line.substring(space + 1))
                                    .ifPresent(address -> held.put(machine, address)));
                }
            }
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException e) {
            LOG.warnf("known senders cannot be read, they are learned again file=%s reason=%s", file, e);
        }
        return held;
    }

    @Override
    public void write(Map<MachineId, InetAddress> held) {
        var next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    next,
                    held.entrySet().stream()
                            .map(each ->
                                    each.getKey().hex() + " " + each.getValue().getHostAddress() + "\n")
                            .collect(Collectors.joining()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warnf("known senders cannot be kept, a restart learns them again file=%s reason=%s", file, e);
        }
    }
}
