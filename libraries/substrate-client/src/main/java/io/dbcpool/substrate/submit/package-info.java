/**
 * Sends a signed extrinsic and learns what became of it. Start with {@link io.dbcpool.substrate.submit.Submitter};
 * {@link io.dbcpool.substrate.submit.Submission} is the rule, and {@code SubmissionTest} its table.
 *
 * <p>What counts is what stands in blocks. A node's own word on its pool (ready, dropped, usurped, invalid) is passed
 * on, and decides nothing: another node may still have the extrinsic, and include it. What is certain is certain for a
 * reason that is checked: it stands in a finalized block; or its era is over, or its nonce is used up, in a finalized
 * block, and none of the blocks up to there has it.
 */
@NullMarked
package io.dbcpool.substrate.submit;

import org.jspecify.annotations.NullMarked;
