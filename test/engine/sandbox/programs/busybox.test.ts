import { describe, expect, it } from 'vitest';
import { inBusybox, outcome, type Row } from './support.ts';
import { rows as awk } from './tables/awk.ts';
import { rows as files } from './tables/files.ts';
import { rows as grep } from './tables/grep.ts';
import { rows as processes } from './tables/process.ts';
import { rows as sed } from './tables/sed.ts';
import { rows as text } from './tables/text.ts';

/** The rows were recorded from busybox 1.35 as Debian builds it; rows that hang on its version or its libc are left out. */
const TABLES: Readonly<Record<string, readonly Row[]>> = { text, grep, sed, awk, files, processes };

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  it.each(rows)('does what busybox does: %s', (command, stdout, stderr, exit) => {
    expect(outcome(inBusybox(command))).toEqual({ stdout, stderr, exit });
  });
});
