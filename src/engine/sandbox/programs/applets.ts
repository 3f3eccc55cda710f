import { cp } from './files/copy.ts';
import { dd } from './files/dd.ts';
import { df, du, mount, umount } from './files/disk.ts';
import { file } from './files/file-kind.ts';
import { find } from './files/find.ts';
import { install } from './files/install.ts';
import { link, ln } from './files/link.ts';
import { ls } from './files/ls.ts';
import { mkdir, mkfifo, mktemp, sync, touch, truncate } from './files/make.ts';
import { mv } from './files/move.ts';
import { basename, dirname, which } from './files/names.ts';
import { chmod, chown } from './files/permissions.ts';
import { readlink, realpath } from './files/readlink.ts';
import { rm, rmdir, unlink } from './files/remove.ts';
import { stat } from './files/stat.ts';
import { tar } from './files/tar.ts';
import { tree } from './files/tree.ts';
import { curl } from './network/curl.ts';
import { dig, host, ifconfig, ip, netstat, nslookup, route, ss } from './network/names.ts';
import { nc } from './network/nc.ts';
import { ping } from './network/ping.ts';
import { wget } from './network/wget.ts';
import { addgroup, adduser, deluser, passwd } from './process/accounts.ts';
import {
  arch,
  cal,
  clear,
  date,
  editor,
  free,
  hostname,
  nproc,
  pager,
  refused,
  tty,
  uname,
  uptime,
} from './process/machine.ts';
import { ps } from './process/ps.ts';
import { env, nice, nohup, printenv, sleep, time, timeout, watch } from './process/run.ts';
import { kill, killall, pgrep, pidof } from './process/signal.ts';
import { stress } from './process/stress.ts';
import { top } from './process/top.ts';
import { getent, groupsApplet, id, su, who, whoami } from './process/users.ts';
import { busyboxHttpd } from './servers/busybox-httpd.ts';
import type { Applet } from './support/tool.ts';
import { awk } from './text/awk/run.ts';
import { cat, nl, rev, tac } from './text/cat.ts';
import { cmp, diff } from './text/diff.ts';
import { base64, cksum, digest } from './text/digest.ts';
import { hexdump, od, xxd } from './text/dump.ts';
import { expr } from './text/expr.ts';
import { comm, cut, join, paste, tr, uniq } from './text/fields.ts';
import { grep } from './text/grep.ts';
import { head, tail } from './text/head-tail.ts';
import { expand, fold, split, strings, tee, wc, yes } from './text/lines.ts';
import { echo, noItIsNot, printf, pwd, seq, yesItIs } from './text/print.ts';
import { sed } from './text/sed/sed.ts';
import { shuf, sort } from './text/sort.ts';
import { test } from './text/test.ts';
import { xargs } from './text/xargs.ts';

/** Every tool by the name that it is called by. */
export const applets: ReadonlyMap<string, Applet> = new Map<string, Applet>(
  Object.entries({
    '[': test,
    addgroup,
    adduser,
    arch,
    awk,
    base64,
    basename,
    cal,
    cat,
    chgrp: chown,
    chmod,
    chown,
    chpasswd: passwd,
    chroot: refused,
    cksum,
    clear,
    cmp,
    comm,
    cp,
    curl,
    cut,
    date,
    dd,
    delgroup: deluser,
    deluser,
    df,
    diff,
    dig,
    dirname,
    dmesg: refused,
    du,
    echo,
    ed: editor,
    egrep: grep,
    env,
    expand,
    expr,
    false: noItIsNot,
    fgrep: grep,
    file,
    find,
    fold,
    free,
    getent,
    grep,
    groupadd: addgroup,
    groupdel: deluser,
    groups: groupsApplet,
    gunzip: refused,
    gzip: refused,
    bzip2: refused,
    xz: refused,
    zcat: refused,
    head,
    hexdump,
    host,
    hostname,
    httpd: busyboxHttpd,
    id,
    ifconfig,
    install,
    ip,
    join,
    kill,
    killall,
    less: pager,
    link,
    ln,
    login: refused,
    ls,
    lsof: refused,
    md5sum: digest,
    mkdir,
    mkfifo,
    mknod: refused,
    mktemp,
    more: pager,
    mount,
    mv,
    nano: editor,
    nc,
    netcat: nc,
    netstat,
    nice,
    nl,
    nohup,
    nproc,
    nslookup,
    od,
    passwd,
    paste,
    pgrep,
    pidof,
    ping,
    pkill: pgrep,
    printenv,
    printf,
    ps,
    pwd,
    readlink,
    realpath,
    reset: clear,
    rev,
    rm,
    rmdir,
    route,
    sed,
    seq,
    setsid: nice,
    sha1sum: digest,
    sha256sum: digest,
    sha512sum: digest,
    shuf,
    sleep,
    sort,
    split,
    ss,
    stat,
    strace: refused,
    stress,
    strings,
    stty: refused,
    su,
    sync,
    tac,
    tail,
    tar,
    tee,
    test,
    time,
    timeout,
    top,
    touch,
    tr,
    traceroute: refused,
    tree,
    true: yesItIs,
    truncate,
    tty,
    umount,
    uname,
    uniq,
    unlink,
    uptime,
    useradd: adduser,
    userdel: deluser,
    usermod: refused,
    vi: editor,
    vim: editor,
    watch,
    wc,
    wget,
    which,
    who,
    whoami,
    xargs,
    xxd,
    yes,
  }),
);

/** Tools that busybox does not have; they come from packages. */
export const notInBusybox: ReadonlySet<string> = new Set([
  'curl',
  'dig',
  'file',
  'groupadd',
  'groupdel',
  'host',
  'nano',
  'netcat',
  'ss',
  'strace',
  'stress',
  'useradd',
  'userdel',
  'usermod',
  'vim',
]);
