#!/bin/sh
# loopback-libvirtd.sh FOLDER: a libvirtd whose every file is in FOLDER. It obeys lines on standard input: "start".
# When standard input ends, however that happens, its domains and libvirtd end too.
#
# As root, only mounts are private: processes and network are the host's. A bind over the whole of /run needs no folder
# on the host to exist, and hides a libvirtd that the host may have. As anybody else, libvirtd serves its user's session,
# and the XDG folders say where; they have short names of their own, because a socket's path has 107 characters at most.
# The subreaper reaps QEMU at once, which PID 1 of a container may take seconds to do, and keeps doing so when libvirtd
# is killed and started again.
set -eu
PATH=$PATH:/usr/sbin:/sbin
if [ "${2:-}" != supervise ]; then
    folder=$(cd "$1" && pwd)
    export folder
    if [ "$(id -u)" -ne 0 ]; then
        short=$(mktemp -d "${TMPDIR:-/tmp}/dbc-pool.XXXXXX")
        export short XDG_CONFIG_HOME="$short/c" XDG_CACHE_HOME="$short/a" XDG_DATA_HOME="$short/d" XDG_RUNTIME_DIR="$short/r"
        mkdir -p "$XDG_CONFIG_HOME/libvirt" "$XDG_CACHE_HOME" "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
        cp "$folder/etc/qemu.conf" "$XDG_CONFIG_HOME/libvirt/qemu.conf"
        exec setsid tini -s -- sh "$folder/loopback-libvirtd.sh" "$folder" supervise
    fi
    # shellcheck disable=SC2016
    exec setsid unshare --mount --propagation private sh -euc '
        for bind in etc:/etc/libvirt lib:/var/lib/libvirt log:/var/log/libvirt cache:/var/cache/libvirt run:/run; do
            mount --bind "$folder/${bind%%:*}" "${bind#*:}"
        done
        exec tini -s -- sh "$folder/loopback-libvirtd.sh" "$folder" supervise'
fi

folder=$1
trap '' INT HUP
pid_of() { cat "$1" 2>/dev/null || :; }

while read -r line; do
    case $line in
        # In a subshell of its own that ends, so that the subreaper is its parent and reaps it at once.
        start) (libvirtd -l -f "$folder/libvirtd.conf" -p "$folder/libvirtd.pid" </dev/null >>"$folder/libvirtd.out" 2>&1 &) ;;
    esac
done

# The file may be old and its number another's by now, so look at the name. (driver.pid is libvirtd's own.)
for file in "$folder/libvirtd.pid" "$folder"/run/libvirt/qemu/*.pid ${short:+"$short"/r/libvirt/qemu/run/*.pid}; do
    pid=$(pid_of "$file")
    [ -n "$pid" ] && grep -q -e libvirtd -e qemu "/proc/$pid/comm" 2>/dev/null || continue
    kill -KILL "$pid" 2>/dev/null || continue
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.05
    done
done
[ -z "${short:-}" ] || rm -rf "$short"
