package io.dbcpool.agent.loop;

import io.dbcpool.agent.picture.KeptPicture;
import io.dbcpool.values.MachineId;
import java.io.IOException;

/** Keeps each machine's last picture beyond the agent's own life. */
public interface PictureStore {

    /** The last one; {@link KeptPicture#NONE} if none can be read. */
    KeptPicture read(MachineId machine);

    /** As a whole or not at all. */
    void write(MachineId machine, KeptPicture picture) throws IOException;
}
