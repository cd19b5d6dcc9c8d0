/**
 * {@code pool own}: which domains are the owner's, by our mark in their metadata. Start with
 * {@link io.dbcpool.cli.own.OwnMarks}. A domain that looks like a renter's or a verifier's is never marked.
 */
@NullMarked
package io.dbcpool.cli.own;

import org.jspecify.annotations.NullMarked;
