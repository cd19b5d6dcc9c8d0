/** The chain's nodes on a TCP port, by the library Java-WebSocket. Nothing is decided here. */
@NullMarked
package io.dbcpool.devchain.websocket;

import org.jspecify.annotations.NullMarked;
