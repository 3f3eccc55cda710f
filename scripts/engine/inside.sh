# The first process of the namespaces that with-engine makes: starts the engine, runs the command, ends. Everything it
# started, containers included, ends with it, and its mounts, networks and firewall rules go with the namespaces.
#
# From the environment: cache, run (an empty folder), group (a cgroup's name), parts (this folder), store, and either
# images (a file to load) or make_images (a file to write).
set -euo pipefail

root=$cache/root
command_id=
# A signal is the command's; what it does then is what we end with.
trap 'pass_on TERM 143' TERM
trap 'pass_on HUP 129' HUP
trap 'exit 130' INT
pass_on() {
  signalled=1 ended=$2
  [ -z "$command_id" ] || kill "-$1" "$command_id" 2>/dev/null || true
}
ended=
stop_if_asked() { [ -z "$ended" ] || exit "$ended"; }

# Data, sockets and logs are in memory: nothing to remove, and overlay works whatever the disk is.
mount -t tmpfs -o mode=755,size=4g with-engine "$run" || cannot 'a tmpfs cannot be mounted'
mkdir "$run/bin" "$run/config" "$run/home"
"$root/usr/bin/busybox" ip link set lo up || cannot 'the loopback interface cannot be started'

# Kernels without the old tables have nftables, and the other way round.
libraries=$root/usr/lib/$(basename "$(dirname "$(find "$root/usr/lib" -name 'libseccomp.so.2')")")
tables=
for kind in legacy nft; do
  if LD_LIBRARY_PATH=$libraries XTABLES_LIBDIR=$libraries/xtables \
    "$root/usr/sbin/xtables-$kind-multi" iptables -t nat -A OUTPUT -m addrtype --dst-type LOCAL -j RETURN 2>/dev/null; then
    LD_LIBRARY_PATH=$libraries XTABLES_LIBDIR=$libraries/xtables \
      "$root/usr/sbin/xtables-$kind-multi" iptables -t nat -F OUTPUT
    tables=$kind
    break
  fi
done
[ -n "$tables" ] || cannot 'this kernel has neither iptables nor nftables (NAT, addrtype)'
for name in iptables ip6tables; do ln -s "$root/usr/sbin/xtables-$tables-multi" "$run/bin/$name"; done
ln -s "$root/usr/bin/tini-static" "$run/bin/docker-init"
for name in dockerd docker-proxy runc; do ln -s "$root/usr/sbin/$name" "$run/bin/$name"; done
for name in docker containerd containerd-shim-runc-v2 docker-registry; do ln -s "$root/usr/bin/$name" "$run/bin/$name"; done

driver=overlay2
grep -qw overlay /proc/filesystems || driver=vfs
snapshotter=false
[ "$store" != containerd ] || snapshotter=true
cat >"$run/daemon.json" <<END
{
  "hosts": ["unix://$run/docker.sock"],
  "data-root": "$run/data",
  "exec-root": "$run/exec",
  "pidfile": "$run/docker.pid",
  "cgroup-parent": "/$group",
  "exec-opts": ["native.cgroupdriver=cgroupfs"],
  "storage-driver": "$([ "$snapshotter" = true ] && echo overlayfs || echo "$driver")",
  "features": { "containerd-snapshotter": $snapshotter },
  "dns": ["127.0.0.1"],
  "registry-mirrors": ["http://127.0.0.1:5000"]
}
END
export PATH="$run/bin:$PATH" DOCKER_HOST="unix://$run/docker.sock" DOCKER_CONFIG="$run/config" TMPDIR=/tmp
unset DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH DOCKER_API_VERSION HTTP_PROXY HTTPS_PROXY http_proxy https_proxy
printf '{"cliPluginsExtraDirs":["%s"]}' "$root/usr/libexec/docker/cli-plugins" >"$run/config/config.json"

# In sessions of their own, so that ^C does not end them before the command has ended.
LD_LIBRARY_PATH=$libraries XTABLES_LIBDIR=$libraries/xtables \
  setsid dockerd --config-file "$run/daemon.json" >"$run/dockerd.log" 2>&1 </dev/null &
engine_id=$!
[ -z "${images:-}" ] || { mkdir "$run/registry" && tar -x -C "$run/registry" -f "${images%.tar}-registry.tar"; }
cat >"$run/registry.yaml" <<END
version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: $run/registry }, delete: { enabled: true } }
http: { addr: '127.0.0.1:5000' }
END
OTEL_TRACES_EXPORTER=none setsid docker-registry serve "$run/registry.yaml" >"$run/registry.log" 2>&1 </dev/null &

for ((tries = 0; ; tries++)); do
  [ -S "$run/docker.sock" ] && docker version >/dev/null 2>&1 && break
  stop_if_asked
  if [ "$tries" -gt 600 ] || ! kill -0 "$engine_id" 2>/dev/null; then
    [ "${WITH_ENGINE_VERBOSE:-}" != 1 ] || cat "$run/dockerd.log" >&2
    cannot "dockerd did not start: $(grep -E 'failed to start|level=fatal|level=error' "$run/dockerd.log" | tail -n 1)"
  fi
  sleep 0.05
done
note "the engine answers ($tables, $driver)"

if [ -n "${make_images:-}" ]; then
  . "$parts/images.sh"
  make_images
  exit
fi
docker load --quiet --input "$images" >/dev/null || cannot 'the stand-in images cannot be loaded'
note 'the images are loaded'
stop_if_asked

# From here on ^C is the command's.
trap '' INT
export WITH_ENGINE=1 WITH_ENGINE_IMAGES="$images" WITH_ENGINE_RUN="$run"
env --default-signal=INT,QUIT -u cache -u run -u group -u parts -u store -u images -u began \
  -u BASH_FUNC_cannot%% -u BASH_FUNC_note%% -u BASH_FUNC_wait_for%% "$@" <&0 &
command_id=$!
wait_for "$command_id" && code=0 || code=$?
note "the command ended with $code"
exit "$code"
