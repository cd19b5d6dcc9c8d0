package io.dbcpool.host.check;

import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;

/** Who made the CPU: module, flag and kernel parameter have names of their own for each. */
public enum CpuMaker {
    INTEL("kvm_intel", "intel_iommu=on"),
    AMD("kvm_amd", "amd_iommu=on");

    private final String kvmModule;
    private final String iommuParameter;

    CpuMaker(String kvmModule, String iommuParameter) {
        this.kvmModule = kvmModule;
        this.iommuParameter = iommuParameter;
    }

    public String kvmModule() {
        return kvmModule;
    }

    public String iommuParameter() {
        return iommuParameter;
    }

    public static CpuMaker of(Host host) {
        String cpu = host.findProc("/proc/cpuinfo").orElse("");
        if (cpu.contains("GenuineIntel")) {
            return INTEL;
        }
        if (cpu.contains("AuthenticAMD") || cpu.contains("HygonGenuine")) {
            return AMD;
        }
        throw new CannotTell("/proc/cpuinfo names no maker that is known: wanted GenuineIntel or AuthenticAMD");
    }
}
