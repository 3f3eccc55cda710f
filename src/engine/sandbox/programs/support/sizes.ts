/** @returns a size as `ls -h` and `du -h` of busybox write it: `0`, `1.5K`, `12.0M` */
export function busyboxHuman(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < 5) {
    value /= 1024;
    unit++;
  }
  return `${(Math.round(value * 10) / 10).toFixed(1)}${'BKMGTP'[unit]}`;
}

/** @returns a size as GNU's tools write it with -h: rounded up, one decimal below ten */
export function gnuHuman(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < 5) {
    value /= 1024;
    unit++;
  }
  const text = value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value));
  return `${text}${'BKMGTP'[unit]}`;
}

/** @returns the bytes that a file occupies on a disk with blocks of 4 KiB */
export function allocated(kind: string, size: number): number {
  if (kind === 'directory') return 4096;
  return kind === 'file' ? Math.ceil(size / 4096) * 4096 : 0;
}

/** @returns a path of a directory and a name in it */
export function joinPath(directory: string, name: string): string {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}
