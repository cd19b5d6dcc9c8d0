/**
 * {@code pool doctor}: is this host set up right. Start with {@link io.dbcpool.cli.doctor.DoctorReport}, which is what
 * is shown and decides the exit code; the checks themselves are in {@link io.dbcpool.host.check}.
 */
@NullMarked
package io.dbcpool.cli.doctor;

import org.jspecify.annotations.NullMarked;
