package io.dbcpool.host.linux;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Does something as another user of this machine, who need have no name: the kernel gives each thread credentials of
 * its own, and only libc's calls change those of all. A thread that is no longer root has no capability either.
 */
record OtherUser(long uid, long gid) {

    private static final NativeLong KEEP = new NativeLong(-1);

    /** Whether this kernel's numbers of system calls are known here, and we are root. */
    static boolean canBeAnybody() {
        return Platform.isLinux() && Platform.isIntel() && Platform.is64Bit() && geteuid() == 0;
    }

    <T> T does(Callable<T> work) throws Exception {
        // The thread is nobody else's, before or after.
        var executor = Executors.newSingleThreadExecutor();
        try {
            return executor.submit(() -> {
                        become();
                        return work.call();
                    })
                    .get();
        } finally {
            executor.shutdownNow();
        }
    }

    private void become() {
        // asm/unistd_64.h: setgroups, setresgid, setresuid.
        call(116, new NativeLong(0), Pointer.NULL, KEEP);
        call(119, new NativeLong(gid), new NativeLong(gid), new NativeLong(gid));
        call(117, new NativeLong(uid), new NativeLong(uid), new NativeLong(uid));
    }

    private static void call(long number, Object one, Object two, Object three) {
        long answer = function("syscall").invokeLong(new Object[] {new NativeLong(number), one, two, three});
        if (answer != 0) {
            throw new IllegalStateException("system call %d answers %d".formatted(number, answer));
        }
    }

    private static int geteuid() {
        return function("geteuid").invokeInt(new Object[0]);
    }

    private static Function function(String name) {
        return NativeLibrary.getInstance("c").getFunction(name);
    }
}
