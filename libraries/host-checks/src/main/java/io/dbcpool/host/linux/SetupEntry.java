package io.dbcpool.host.linux;

import java.util.List;
import java.util.Optional;

/**
 * One thing that was done to a host, so that it can be undone. Written down before it is done.
 *
 * @param path of the file that was edited; empty for a command
 * @param existed whether there was such a file
 * @param mode of the file before, {@code 644}
 * @param owner {@code uid:gid} of the file before
 * @param modifiedNanos of the file before, since 1970
 * @param backup name of the file in the journal's folder that holds what was in it
 * @param written SHA-256 of what was written, in hex
 * @param madeFolders how many of the folders above a new file were made for it
 * @param command that was run; none for a file
 * @param undo what takes the command back
 */
public record SetupEntry(
        Optional<String> path,
        boolean existed,
        String mode,
        String owner,
        long modifiedNanos,
        String backup,
        String written,
        int madeFolders,
        List<String> command,
        List<String> undo) {

    public SetupEntry {
        command = List.copyOf(command);
        undo = List.copyOf(undo);
    }

    static SetupEntry run(List<String> command, List<String> undo) {
        return new SetupEntry(Optional.empty(), false, "", "", 0, "", "", 0, command, undo);
    }
}
