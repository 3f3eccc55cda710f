import { args, command, flag } from '../make.ts';
import type { CommandSpec } from '../types.ts';
import { FILTER, FORMAT, NO_TRUNC, SHORT_FORMAT } from './shared.ts';

const ONE = { args: args('CONTAINER') };

/** Commands that look at containers, or copy out of and into them. */
export const LOOK_COMMANDS: readonly CommandSpec[] = [
  command('container ls', '[OPTIONS]', 'List containers', '컨테이너 목록을 표시', {
    also: ['ps', 'container list', 'container ps'],
    flags: [
      flag('-a, --all', 'Show those that do not run too', '실행 중이 아닌 것도 표시'),
      FILTER,
      FORMAT,
      flag('-n, --last int', 'Show the n newest, whatever their state', '상태와 상관없이 최근 n개를 표시', {
        default: -1,
      }),
      flag('-l, --latest', 'Show the newest, whatever its state', '상태와 상관없이 가장 최근 것을 표시'),
      NO_TRUNC,
      flag('-q, --quiet', 'Print ids only', '아이디만 출력'),
      flag('-s, --size', 'Show how much disk they use', '디스크 사용량 표시'),
    ],
  }),
  command(
    'container logs',
    '[OPTIONS] CONTAINER',
    'Show what a container has written',
    '컨테이너의 로그를 표시',
    {
      also: ['logs'],
      ...ONE,
      flags: [
        flag('--details', 'Show what the log driver adds', '로그 드라이버가 더한 정보 표시'),
        flag('-f, --follow', 'Go on showing what comes', '새로 나오는 로그를 계속 표시'),
        flag(
          '--since string',
          'Only from a time (2026-01-02T13:23:37Z) or an age (42m) on',
          '이 시각(2026-01-02T13:23:37Z)이나 기간(42m) 이후만 표시',
        ),
        flag('-n, --tail string', 'Only the last so many lines', '마지막 몇 줄만 표시', { default: 'all' }),
        flag('-t, --timestamps', 'Put the time before each line', '줄마다 시각을 표시'),
        flag(
          '--until string',
          'Only up to a time (2026-01-02T13:23:37Z) or an age (42m)',
          '이 시각(2026-01-02T13:23:37Z)이나 기간(42m) 이전만 표시',
        ),
      ],
    },
  ),
  command(
    'container inspect',
    '[OPTIONS] CONTAINER [CONTAINER...]',
    'Show all facts of containers',
    '컨테이너의 모든 정보를 표시',
    {
      args: args('CONTAINER...'),
      flags: [SHORT_FORMAT, flag('-s, --size', 'Show sizes too', '크기도 표시')],
    },
  ),
  command(
    'container diff',
    'CONTAINER',
    "Show what has changed in a container's files",
    '컨테이너의 파일에서 바뀐 것을 표시',
    {
      also: ['diff'],
      ...ONE,
    },
  ),
  command(
    'container top',
    'CONTAINER [ps OPTIONS]',
    'Show the processes of a container',
    '컨테이너의 프로세스를 표시',
    {
      also: ['top'],
      flagsFirst: true,
      args: [
        { name: 'CONTAINER', completes: 'running-container' },
        { name: 'ps OPTIONS', optional: true, repeated: true },
      ],
    },
  ),
  command(
    'container stats',
    '[OPTIONS] [CONTAINER...]',
    'Show what containers use of processor, memory and network',
    '컨테이너의 CPU, 메모리, 네트워크 사용량을 표시',
    {
      also: ['stats'],
      args: args('[CONTAINER...]'),
      flags: [
        flag('-a, --all', 'Show those that do not run too', '실행 중이 아닌 것도 표시'),
        FORMAT,
        flag('--no-stream', 'Measure once and end', '한 번만 측정하고 종료'),
        NO_TRUNC,
      ],
    },
  ),
  command(
    'container port',
    'CONTAINER [PRIVATE_PORT[/PROTO]]',
    'Show where ports of a container are published',
    '컨테이너의 포트가 게시된 곳을 표시',
    {
      also: ['port'],
      args: args('CONTAINER', '[PRIVATE_PORT[/PROTO]]'),
    },
  ),
  command(
    'container cp',
    '[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-',
    'Copy files between a container and the host',
    '컨테이너와 호스트 사이에 파일을 복사',
    {
      also: ['cp'],
      args: [
        { name: 'SOURCE', completes: 'file' },
        { name: 'DESTINATION', completes: 'file' },
      ],
      flags: [
        flag('-a, --archive', 'Keep owners', '소유자 정보를 유지'),
        flag('-L, --follow-link', 'Follow a symbolic link in the source', '원본의 심볼릭 링크를 따라감'),
        flag('-q, --quiet', 'Say nothing while copying', '복사 중에 아무것도 출력하지 않음'),
      ],
    },
  ),
  command(
    'container export',
    '[OPTIONS] CONTAINER',
    "Write a container's files as a tar archive",
    '컨테이너의 파일을 tar 아카이브로 내보냄',
    {
      also: ['export'],
      ...ONE,
      flags: [
        flag('-o, --output string', 'Write to a file, not to standard output', '표준 출력 대신 파일에 쓰기', {
          completes: 'file',
        }),
      ],
    },
  ),
  command(
    'container commit',
    '[OPTIONS] CONTAINER [REPOSITORY[:TAG]]',
    "Make an image of a container's changes",
    '컨테이너의 변경으로 이미지를 만듦',
    {
      also: ['commit'],
      args: args('CONTAINER', '[REPOSITORY[:TAG]]'),
      flags: [
        flag('-a, --author string', 'Author of the image', '이미지 작성자'),
        flag(
          '-c, --change list',
          'Apply a Dockerfile instruction to the image',
          '이미지에 Dockerfile 지시어를 적용',
        ),
        flag('-m, --message string', 'Message for the history', '이력에 남길 메시지'),
        flag('--no-pause', 'Do not pause the container meanwhile', '그동안 컨테이너를 일시 정지하지 않음'),
        flag(
          '-p, --pause',
          'Pause the container meanwhile (deprecated)',
          '그동안 컨테이너를 일시 정지(사용 중단)',
          {
            default: true,
            hidden: true,
            deprecated: 'and enabled by default. Use --no-pause to disable pausing during commit.',
          },
        ),
      ],
    },
  ),
];
