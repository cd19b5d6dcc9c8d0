/**
 * What a chain must do, asked of this one and of DBC's real runtime alike. Start with
 * {@link io.dbcpool.devchain.contract.ChainContractTest}.
 */
@NullMarked
package io.dbcpool.devchain.contract;

import org.jspecify.annotations.NullMarked;
