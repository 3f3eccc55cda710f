# What the machine must have, and what of it is put back. Sourced by with-engine.

# Ends with 3 and the reason where no engine can run.
check_machine() {
  local tool
  [ "$(uname -s)" = Linux ] || cannot "this is $(uname -s), and an engine needs Linux"
  [ "$(id -u)" = 0 ] || cannot 'only root can start one'
  for tool in apt-get dpkg unshare setpriv flock mount; do
    command -v "$tool" >/dev/null || cannot "$tool is missing (it takes Debian's tools)"
  done
  [ -r /usr/share/keyrings/debian-archive-keyring.gpg ] ||
    cannot "Debian's keys are missing (package debian-archive-keyring)"
  cgroup_roots | grep -q . || cannot 'no cgroups are mounted at /sys/fs/cgroup'
  unshare --mount --net --pid --fork --mount-proc true 2>/dev/null ||
    cannot 'root may not make namespaces here (an unprivileged container?)'
}

# Prints the folders under which each hierarchy of cgroups begins: one (v2), or one for each controller (v1).
cgroup_roots() {
  awk '$3 == "cgroup2" || $3 == "cgroup" { print $2 }' /proc/mounts
}

# Removes the cgroups of an engine that has ended.
# $1: name of its group
remove_cgroups() {
  local root folder
  for root in $(cgroup_roots); do
    [ -d "$root/$1" ] || continue
    # A group can be removed once it is empty of groups; its files go with it.
    find "$root/$1" -depth -type d | while read -r folder; do rmdir "$folder" 2>/dev/null || true; done
  done
}

# Removes what engines left whose script was killed: the number in the name is that of a process that is no more.
remove_stale() {
  local root folder number
  for root in $(cgroup_roots); do
    for folder in "$root"/docker-tutor-engine-*; do
      [ -d "$folder" ] || continue
      [ -d "/proc/${folder##*-}" ] || remove_cgroups "${folder##*/}"
    done
  done
  for folder in "${TMPDIR:-/tmp}"/with-engine-*; do
    [ -d "$folder" ] || continue
    number=${folder##*/with-engine-}
    # What was in them went with the mount namespace.
    [ -d "/proc/${number%%-*}" ] || rmdir "$folder" 2>/dev/null || true
  done
}
