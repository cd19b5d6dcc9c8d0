package io.dbcpool.bridge.requests;

import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.bus.TopicFollower;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The topic of requests, followed where an operator's key is configured; otherwise nobody looks at it. */
public final class Requests implements AutoCloseable {

    private final KafkaSettings settings;
    private final Optional<RequestDesk> desk;
    private final List<TopicFollower> followers = new ArrayList<>();

    public Requests(KafkaSettings settings, Optional<RequestDesk> desk) {
        this.settings = settings;
        this.desk = desk;
    }

    public void start() {
        desk.ifPresent(open -> followers.add(open.follow(settings)));
    }

    public RequestCounts counts() {
        return desk.map(RequestDesk::counts).orElse(RequestCounts.NONE);
    }

    @Override
    public void close() {
        followers.forEach(TopicFollower::close);
    }
}
