/** Others' HTTP interfaces on loopback. Start with {@link io.dbcpool.parts.http.ScriptedClientNode}. */
@NullMarked
package io.dbcpool.parts.http;

import org.jspecify.annotations.NullMarked;
