package io.dbcpool.agent.picture;

import io.dbcpool.events.NodeRental;
import java.util.List;
import java.util.Objects;

/**
 * What is on disk.
 *
 * @param untold changes that led to this picture and may not have been told: written down before they are told, and
 *     taken out after
 */
public record KeptPicture(Picture picture, List<NodeRental> untold) {

    public static final KeptPicture NONE = new KeptPicture(Picture.EMPTY, List.of());

    /** What was read from a file may lack a part: then it is no picture. */
    public KeptPicture {
        Objects.requireNonNull(picture, "picture");
        untold = List.copyOf(untold);
    }
}
