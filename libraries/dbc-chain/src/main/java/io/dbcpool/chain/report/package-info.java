/**
 * Reports of faults, which may force a machine offline. Start with {@link io.dbcpool.chain.report.FaultReport}. Source:
 * {@code pallets/support/src/report/report_info.rs}.
 */
@NullMarked
package io.dbcpool.chain.report;

import org.jspecify.annotations.NullMarked;
