package io.dbcpool.watcher.guard;

import io.dbcpool.events.Evidence.Versions;

/**
 * Which watcher this is.
 *
 * @param name as receipts and records name it
 * @param versions what makes its receipts
 */
record Actor(String name, Versions versions) {}
