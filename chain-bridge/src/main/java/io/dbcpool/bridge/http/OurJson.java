package io.dbcpool.bridge.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbcpool.events.EventCodec;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Over HTTP values are spelled as they are in records. */
@Singleton
public class OurJson {

    @Produces
    @Singleton
    ObjectMapper mapper() {
        return EventCodec.json().copy();
    }
}
