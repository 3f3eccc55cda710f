import { flag } from '../make.ts';
import type { FlagSpec } from '../types.ts';

/** `--format` of lists: a table, JSON, or a Go template. */
export const FORMAT: FlagSpec = flag(
  '--format string',
  'Shape of the output: table, "table TEMPLATE", json, or a Go template',
  '출력 형식: table, "table 템플릿", json 또는 Go 템플릿',
);
/** `--format` where docker also has the short `-f` (inspect, info, version). */
export const SHORT_FORMAT: FlagSpec = { ...FORMAT, short: 'f' };
export const NO_TRUNC: FlagSpec = flag(
  '--no-trunc',
  'Show ids and texts in full',
  '아이디와 글을 자르지 않고 모두 표시',
);

/** `-f, --filter`: keep only what matches. */
export const FILTER: FlagSpec = flag(
  '-f, --filter filter',
  'Keep only what matches',
  '조건에 맞는 것만 표시',
  {
    check: 'filter',
  },
);
/** `--filter` of the prune commands, whose `-f` is `--force`. */
export const PRUNE_FILTER: FlagSpec = flag(
  '--filter filter',
  'Remove only what matches (such as "until=24h")',
  '조건에 맞는 것만 삭제(예: "until=24h")',
  { check: 'filter' },
);
export const FORCE_PRUNE: FlagSpec = flag('-f, --force', 'Do not ask first', '확인을 묻지 않음');
export const PLATFORM: FlagSpec = flag(
  '--platform string',
  'Platform to use, such as linux/amd64',
  '사용할 플랫폼(예: linux/amd64)',
);
export const DETACH_KEYS: FlagSpec = flag(
  '--detach-keys string',
  'Keys that detach from the container',
  '컨테이너에서 분리(detach)하는 키 조합',
);
export const SIG_PROXY: FlagSpec = flag(
  '--sig-proxy',
  'Pass received signals on to the process',
  '받은 시그널을 프로세스에 전달',
  { default: true },
);
