/** What the service says over HTTP. Nothing here writes. */
@NullMarked
package io.dbcpool.agent.rest;

import org.jspecify.annotations.NullMarked;
