import { args, command, flag, unmodelled } from '../make.ts';
import type { CommandSpec } from '../types.ts';
import { FILTER, FORCE_PRUNE, FORMAT, PRUNE_FILTER, SHORT_FORMAT } from './shared.ts';

/** Commands for volumes. */
export const VOLUME_COMMANDS: readonly CommandSpec[] = [
  command('volume ls', '[OPTIONS]', 'List volumes', '볼륨 목록을 표시', {
    also: ['volume list'],
    flags: [
      unmodelled('--cluster', 'Cluster volumes only (Swarm)', '클러스터 볼륨만 표시(Swarm)'),
      FILTER,
      FORMAT,
      flag('-q, --quiet', 'Print names only', '이름만 출력'),
    ],
  }),
  command('volume create', '[OPTIONS] [VOLUME]', 'Create a volume', '볼륨을 만듦', {
    args: [{ name: 'VOLUME', optional: true, completes: 'none' }],
    flags: [
      flag('-d, --driver string', 'Driver of the volume', '볼륨 드라이버', { default: 'local' }),
      flag('--label list', 'Set a label', '레이블 설정', { check: 'label' }),
      flag('--name string', 'Name of the volume (older form)', '볼륨 이름(예전 방식)', { hidden: true }),
      flag('-o, --opt map', 'Options of the driver', '드라이버 옵션'),
      ...(
        [
          ['availability string', 'active'],
          ['group string', ''],
          ['limit-bytes bytes', 0],
          ['required-bytes bytes', 0],
          ['scope string', 'single'],
          ['secret map', ''],
          ['sharing string', 'none'],
          ['topology-preferred list', ''],
          ['topology-required list', ''],
          ['type string', 'block'],
        ] as const
      ).map(([line, value]) =>
        unmodelled(
          `--${line}`,
          'Of cluster volumes (Swarm)',
          '클러스터 볼륨용(Swarm)',
          value === '' ? {} : { default: value },
        ),
      ),
    ],
  }),
  command(
    'volume rm',
    '[OPTIONS] VOLUME [VOLUME...]',
    'Remove volumes and what is in them',
    '볼륨과 그 안의 데이터를 삭제',
    {
      also: ['volume remove'],
      args: args('VOLUME...'),
      flags: [flag('-f, --force', 'No error for one that is not there', '없는 볼륨이어도 오류로 보지 않음')],
    },
  ),
  command(
    'volume inspect',
    '[OPTIONS] VOLUME [VOLUME...]',
    'Show all facts of volumes',
    '볼륨의 모든 정보를 표시',
    {
      args: args('VOLUME...'),
      flags: [SHORT_FORMAT],
    },
  ),
  command(
    'volume prune',
    '[OPTIONS]',
    'Remove anonymous volumes that nothing uses',
    '쓰이지 않는 익명 볼륨을 삭제',
    {
      flags: [flag('-a, --all', 'Those with a name too', '이름 있는 볼륨도 포함'), PRUNE_FILTER, FORCE_PRUNE],
    },
  ),
];
