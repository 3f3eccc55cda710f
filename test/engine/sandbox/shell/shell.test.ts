import { describe, expect, test } from 'vitest';
import { KINDS, type Row, runShell } from './support.ts';
import { rows as arithmetic } from './tables/arithmetic.ts';
import { rows as arrays } from './tables/arrays.ts';
import { rows as brace } from './tables/brace.ts';
import { rows as builtins } from './tables/builtins.ts';
import { rows as control } from './tables/control.ts';
import { rows as errors } from './tables/errors.ts';
import { rows as parameters } from './tables/parameters.ts';
import { rows as pipelines } from './tables/pipelines.ts';
import { rows as redirections } from './tables/redirections.ts';
import { rows as stdin } from './tables/stdin.ts';
import { rows as words } from './tables/words.ts';

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  words,
  brace,
  parameters,
  arrays,
  arithmetic,
  redirections,
  pipelines,
  control,
  builtins,
  errors,
  stdin,
};

describe.each(Object.entries(TABLES))('scripts about %s do what the real shells did', (_topic, rows) => {
  const cases = rows.flatMap((row) =>
    [...row.kinds].map((kind) => ({ ...row, kind: KINDS[kind] as 'sh', shown: row.script ?? row.stdin })),
  );
  test.each(cases)('$kind: $shown', ({ kind, script, args, stdin: input, stdout, stderr, status }) => {
    const ran = runShell(kind, script === undefined ? [] : ['-c', script, ...(args ?? [])], {
      stdin: input ?? '',
    });
    expect([ran.stdout, ran.stderr, ran.exit]).toEqual([stdout, stderr, status]);
  });
});
