'use strict';
// Loaded into a process before its program: at exit, writes the most memory it has had, in KiB, to a file.
const { readFileSync, writeFileSync } = require('node:fs');

/**
 * The peak of this program alone. Linux counts into `maxRSS` what the parent had when it started the child, so its own
 * record is asked there.
 */
function peakMemory() {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

process.on('exit', () => writeFileSync(process.env.BENCH_MEMORY_FILE, String(peakMemory())));
