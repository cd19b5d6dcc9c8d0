package io.dbcpool.agent.loop;

import io.dbcpool.agent.alarm.KeptAlarms;
import io.dbcpool.values.MachineId;
import java.io.IOException;

/** Keeps what each machine's alarms have to know beyond the agent's own life. */
public interface AlarmStore {

    /** {@link KeptAlarms#NONE} if none can be read. */
    KeptAlarms readAlarms(MachineId machine);

    /** As a whole or not at all. */
    void writeAlarms(MachineId machine, KeptAlarms alarms) throws IOException;
}
