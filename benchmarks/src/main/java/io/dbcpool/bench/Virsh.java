package io.dbcpool.bench;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An operator at his keyboard: {@code virsh destroy}, with the start of that program. */
final class Virsh implements Contestant {

    private static final long LIMIT_SECONDS = 30;

    private final URI uri;
    private final String domain;
    private @Nullable Process process;

    Virsh(URI uri, String domain) {
        this.uri = uri;
        this.domain = domain;
    }

    @Override
    public String name() {
        return "virsh destroy";
    }

    @Override
    public void forget() {
        try {
            if (process != null && !process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchException("virsh destroy did not end within %d s".formatted(LIMIT_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void awaitReady() {}

    @Override
    public void tell() {
        try {
            process = new ProcessBuilder("virsh", "--quiet", "--connect", uri.toString(), "destroy", domain)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new BenchException("cannot run virsh", e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
    }
}
