/**
 * The scripted fake of the hypervisor, for the tests of every service. Start with
 * {@link io.dbcpool.hypervisor.testing.ScriptedHypervisor}.
 */
@NullMarked
package io.dbcpool.hypervisor.testing;

import org.jspecify.annotations.NullMarked;
