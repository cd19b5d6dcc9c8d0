package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.devchain.block.BuiltBlock;
import io.dbcpool.devchain.chain.Chain;
import io.dbcpool.devchain.chain.ChainListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * One node of the chain, without its sockets: what it sees, who is connected, and how it fails. Several nodes of one
 * chain fail each in its own way.
 */
public final class ChainNode implements ChainListener {

    private final Chain chain;
    private final Sight sight;
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Runnable> held = new ArrayDeque<>();

    private Lie lie = Lie.NONE;
    private boolean silent;
    private int lagBlocks;
    private long requests;
    private int heldBlocks;

    public ChainNode(Chain chain) {
        this.chain = chain;
        this.sight = new Sight(chain);
        chain.listen(this);
    }

    /** As it lies at the moment. */
    private final class Lying implements Session.Distortion {

        @Override
        public JsonNode distortQuestion(String method, JsonNode parameters) {
            requests++;
            return lie.distortQuestion(
                    method, parameters, chain.genesis().hash().toString());
        }

        @Override
        public JsonNode distort(String method, JsonNode parameters, JsonNode result) {
            return lie.distort(method, parameters, result);
        }
    }

    /** One client's connection. */
    public final class Connection {

        private final Session session;

        private Connection(Consumer<String> out) {
            this.session = new Session(sight, new Lying(), text -> out.accept(lie.distort(text)));
        }

        public void onText(String text) {
            synchronized (chain) {
                if (!silent) {
                    session.onText(text);
                }
            }
        }

        public void close() {
            synchronized (chain) {
                session.close();
                connections.remove(this);
            }
        }
    }

    /** @param out where to send; it must not wait */
    public Connection connect(Consumer<String> out) {
        synchronized (chain) {
            Connection connection = new Connection(out);
            connections.add(connection);
            return connection;
        }
    }

    /** What it was asked so far; subscriptions and what is told of them aside. */
    public long requests() {
        synchronized (chain) {
            return requests;
        }
    }

    public void lie(Lie how) {
        synchronized (chain) {
            lie = how;
        }
    }

    /** Answers nothing and tells nothing, though every connection stays open; what is asked meanwhile is lost. */
    public void hang(boolean hanging) {
        synchronized (chain) {
            silent = hanging;
        }
    }

    /** Sees each block only when so many more have been built; 0 sees them at once, and catches up. */
    public void lag(int blocks) {
        synchronized (chain) {
            lagBlocks = blocks;
            release();
        }
    }

    public void leave() {
        chain.forget(this);
    }

    @Override
    public void onImported(BuiltBlock block, boolean best) {
        heldBlocks++;
        held.add(() -> {
            heldBlocks--;
            BuiltBlock before = sight.best();
            if (best) {
                sight.setBest(block);
            }
            tell(session -> session.onImported(before, block, best));
        });
        release();
    }

    @Override
    public void onFinalized(BuiltBlock block) {
        held.add(() -> {
            sight.setFinalized(block);
            tell(session -> session.onFinalized(block));
        });
        release();
    }

    private void release() {
        while (!held.isEmpty() && heldBlocks > lagBlocks) {
            held.remove().run();
        }
        // What is behind the last block that is seen, and no block itself, is seen with it.
        while (!held.isEmpty() && heldBlocks == 0) {
            held.remove().run();
        }
    }

    private void tell(Consumer<Session> what) {
        if (!silent) {
            connections.forEach(connection -> what.accept(connection.session));
        }
    }
}
