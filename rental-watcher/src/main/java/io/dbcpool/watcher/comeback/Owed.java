package io.dbcpool.watcher.comeback;

/**
 * That we have stopped a domain of the owner's, and have not started it again.
 *
 * @param byDrill whether a drill stopped it, and no renter
 * @param seenHere whether its process was seen on this host
 * @param interrupted whether a watcher before this one was about to start it when it ended: nobody knows whether it did
 */
public record Owed(boolean byDrill, boolean seenHere, boolean interrupted) {}
