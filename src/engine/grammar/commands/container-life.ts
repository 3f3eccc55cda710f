import { args, command, flag, unmodelled } from '../make.ts';
import type { CommandSpec } from '../types.ts';
import { DETACH_KEYS, FORCE_PRUNE, PRUNE_FILTER, SIG_PROXY } from './shared.ts';

const SEVERAL = { args: args('CONTAINER...') };
const SIGNAL = flag('-s, --signal string', 'Signal to send to the container', '컨테이너에 보낼 시그널');
const TIMEOUT = flag(
  '-t, --timeout int',
  'Seconds to wait before it is killed',
  '강제 종료하기 전까지 기다릴 시간(초)',
  { default: 0 },
);
const OLD_TIME = flag('--time int', 'Older name of --timeout', '--timeout의 예전 이름', {
  default: 0,
  hidden: true,
  deprecated: 'use --timeout instead',
});

/** Commands that change the state of containers that exist. */
export const LIFE_COMMANDS: readonly CommandSpec[] = [
  command(
    'container start',
    '[OPTIONS] CONTAINER [CONTAINER...]',
    'Start stopped containers',
    '중지된 컨테이너를 시작',
    {
      also: ['start'],
      ...SEVERAL,
      flags: [
        flag('-a, --attach', 'Show its output and pass signals on', '출력을 보여 주고 시그널을 전달'),
        unmodelled('--checkpoint string', 'Start from this checkpoint', '이 체크포인트에서 시작', {
          hidden: true,
        }),
        unmodelled('--checkpoint-dir string', 'Folder of checkpoints', '체크포인트 폴더', { hidden: true }),
        DETACH_KEYS,
        flag('-i, --interactive', "Attach to the container's standard input", '컨테이너의 표준 입력에 연결'),
      ],
    },
  ),
  command(
    'container stop',
    '[OPTIONS] CONTAINER [CONTAINER...]',
    'Stop running containers',
    '실행 중인 컨테이너를 중지',
    {
      also: ['stop'],
      ...SEVERAL,
      flags: [SIGNAL, TIMEOUT, OLD_TIME],
    },
  ),
  command(
    'container restart',
    '[OPTIONS] CONTAINER [CONTAINER...]',
    'Stop containers and start them again',
    '컨테이너를 중지했다가 다시 시작',
    {
      also: ['restart'],
      ...SEVERAL,
      flags: [SIGNAL, TIMEOUT, OLD_TIME],
    },
  ),
  command(
    'container kill',
    '[OPTIONS] CONTAINER [CONTAINER...]',
    'End running containers at once',
    '실행 중인 컨테이너를 강제 종료',
    {
      also: ['kill'],
      ...SEVERAL,
      flags: [SIGNAL],
    },
  ),
  command(
    'container pause',
    'CONTAINER [CONTAINER...]',
    'Freeze all processes of containers',
    '컨테이너의 모든 프로세스를 일시 정지',
    {
      also: ['pause'],
      ...SEVERAL,
    },
  ),
  command(
    'container unpause',
    'CONTAINER [CONTAINER...]',
    'Let frozen containers go on',
    '일시 정지한 컨테이너를 다시 진행',
    {
      also: ['unpause'],
      ...SEVERAL,
    },
  ),
  command(
    'container wait',
    'CONTAINER [CONTAINER...]',
    'Wait until containers end and print their exit codes',
    '컨테이너가 끝날 때까지 기다려 종료 코드를 출력',
    {
      also: ['wait'],
      ...SEVERAL,
    },
  ),
  command('container rm', '[OPTIONS] CONTAINER [CONTAINER...]', 'Remove containers', '컨테이너를 삭제', {
    also: ['rm', 'container remove'],
    ...SEVERAL,
    flags: [
      flag('-f, --force', 'Remove it even if it runs (SIGKILL)', '실행 중이어도 삭제(SIGKILL)'),
      unmodelled('-l, --link', 'Remove the link, not the container', '컨테이너가 아니라 링크를 삭제'),
      flag('-v, --volumes', 'Remove its anonymous volumes too', '익명 볼륨도 함께 삭제'),
    ],
  }),
  command(
    'container rename',
    'CONTAINER NEW_NAME',
    'Give a container another name',
    '컨테이너의 이름을 바꿈',
    {
      also: ['rename'],
      args: args('CONTAINER', 'NEW_NAME'),
    },
  ),
  command(
    'container update',
    '[OPTIONS] CONTAINER [CONTAINER...]',
    'Change limits and restart policy of containers',
    '컨테이너의 리소스 제한과 재시작 정책을 변경',
    {
      also: ['update'],
      ...SEVERAL,
      flags: [
        unmodelled(
          '--blkio-weight uint16',
          'Relative weight of block I/O, 10 to 1000, 0 for off',
          '블록 입출력의 상대 가중치(10~1000, 0은 끔)',
          { default: 0, check: 'uint16' },
        ),
        unmodelled('--cpu-period int', 'Period of the CFS scheduler', 'CFS 스케줄러 주기', { default: 0 }),
        unmodelled('--cpu-quota int', 'Quota of the CFS scheduler', 'CFS 스케줄러 할당량', { default: 0 }),
        unmodelled(
          '--cpu-rt-period int',
          'Real-time period, microseconds',
          '실시간 스케줄링 주기(마이크로초)',
          { default: 0 },
        ),
        unmodelled(
          '--cpu-rt-runtime int',
          'Real-time runtime, microseconds',
          '실시간 스케줄링 실행 시간(마이크로초)',
          { default: 0 },
        ),
        flag('-c, --cpu-shares int', 'Relative share of processor time', 'CPU 시간의 상대적 몫', {
          default: 0,
        }),
        flag('--cpus decimal', 'How many processors it may use', '사용할 수 있는 CPU 개수', {
          check: 'cpus',
        }),
        flag('--cpuset-cpus string', 'Which processors it may run on', '실행할 수 있는 CPU 번호'),
        unmodelled('--cpuset-mems string', 'Which memory nodes it may use', '사용할 수 있는 메모리 노드'),
        flag('-m, --memory bytes', 'Limit of memory', '메모리 제한', { default: 0 }),
        flag('--memory-reservation bytes', 'Soft limit of memory', '메모리 소프트 제한', { default: 0 }),
        flag(
          '--memory-swap bytes',
          "Limit of memory and swap together: '-1' for no limit of swap",
          "메모리와 스왑을 합친 제한: '-1'은 스왑 무제한",
          { default: 0, check: 'swap' },
        ),
        flag(
          '--pids-limit int',
          'Most processes it may have (-1 for no limit)',
          '프로세스 수 제한(-1은 무제한)',
          { default: 0 },
        ),
        flag('--restart string', 'When to restart it after it exits', '종료된 뒤의 재시작 정책', {
          values: ['no', 'on-failure', 'always', 'unless-stopped'],
        }),
      ],
    },
  ),
  command(
    'container attach',
    '[OPTIONS] CONTAINER',
    "Attach the terminal to a running container's main process",
    '실행 중인 컨테이너의 주 프로세스에 터미널을 연결',
    {
      also: ['attach'],
      args: [{ name: 'CONTAINER', completes: 'running-container' }],
      flags: [
        DETACH_KEYS,
        flag('--no-stdin', 'Leave standard input alone', '표준 입력을 연결하지 않음'),
        SIG_PROXY,
      ],
    },
  ),
  command(
    'container exec',
    '[OPTIONS] CONTAINER COMMAND [ARG...]',
    'Run a further command in a running container',
    '실행 중인 컨테이너에서 명령을 하나 더 실행',
    {
      also: ['exec'],
      flagsFirst: true,
      args: [
        { name: 'CONTAINER', completes: 'running-container' },
        { name: 'COMMAND' },
        { name: 'ARG', optional: true, repeated: true },
      ],
      flags: [
        flag('-d, --detach', 'Run it in the background', '백그라운드에서 실행'),
        DETACH_KEYS,
        flag('-e, --env list', 'Set an environment variable', '환경 변수 설정', { check: 'env' }),
        flag('--env-file list', 'Read environment variables from a file', '파일에서 환경 변수 읽기', {
          completes: 'file',
        }),
        flag('-i, --interactive', 'Keep standard input open', '표준 입력을 열어 둠'),
        flag('--privileged', 'Give the command nearly all rights', '명령에 거의 모든 권한을 줌'),
        flag('-t, --tty', 'Give it a terminal', '터미널(TTY) 할당'),
        flag(
          '-u, --user string',
          'User, and group, to run as (<name|uid>[:<group|gid>])',
          '실행할 사용자와 그룹(<이름|uid>[:<그룹|gid>])',
        ),
        flag('-w, --workdir string', 'Working directory inside the container', '컨테이너 안의 작업 디렉터리'),
      ],
    },
  ),
  command('container prune', '[OPTIONS]', 'Remove all stopped containers', '중지된 컨테이너를 모두 삭제', {
    flags: [PRUNE_FILTER, FORCE_PRUNE],
  }),
];
