package io.dbcpool.chain.machine;

import io.dbcpool.chain.shape.Fields;

/**
 * What the committee found ({@code CommitteeUploadInfo}). All zero until it has verified the machine.
 *
 * @param gpuMemoryGb of one GPU
 * @param calcPoint the machine's score
 */
public record MachineHardware(
        String gpuType, int gpuCount, long gpuMemoryGb, long calcPoint, String cpuType, int cpuCores, long memoryGb) {

    static MachineHardware of(Fields info) {
        return new MachineHardware(
                info.text("gpu_type"),
                Math.toIntExact(info.number("gpu_num")),
                info.number("gpu_mem"),
                info.number("calc_point"),
                info.text("cpu_type"),
                Math.toIntExact(info.number("cpu_core_num")),
                info.number("mem_num"));
    }
}
