import { args, command, flag, unmodelled } from '../make.ts';
import type { CommandSpec, FlagSpec } from '../types.ts';
import { DETACH_KEYS, PLATFORM, SIG_PROXY } from './shared.ts';

/** Flags that `run` and `create` have in common. */
const CREATE: readonly FlagSpec[] = [
  flag(
    '--add-host list',
    'Add a host name to /etc/hosts (name:address)',
    '/etc/hosts에 호스트 이름 추가(이름:주소)',
    { check: 'host' },
  ),
  unmodelled('--annotation map', 'Add an annotation for the runtime', '런타임에 전달할 애너테이션 추가'),
  flag(
    '-a, --attach list',
    'Streams to attach to: STDIN, STDOUT, STDERR',
    '연결할 스트림: STDIN, STDOUT, STDERR',
    { check: 'attach', values: ['stdin', 'stdout', 'stderr'] },
  ),
  unmodelled(
    '--blkio-weight uint16',
    'Relative weight of block I/O, 10 to 1000, 0 for off',
    '블록 입출력의 상대 가중치(10~1000, 0은 끔)',
    { default: 0, check: 'uint16' },
  ),
  unmodelled(
    '--blkio-weight-device list',
    'Relative weight of block I/O for one device',
    '장치별 블록 입출력 가중치',
  ),
  flag('--cap-add list', 'Give the container Linux capabilities', '컨테이너에 리눅스 권한(capability) 추가'),
  flag('--cap-drop list', 'Take Linux capabilities away', '리눅스 권한(capability) 제거'),
  unmodelled(
    '--cgroup-parent string',
    'Cgroup under which the container is put',
    '컨테이너를 넣을 상위 cgroup',
  ),
  unmodelled(
    '--cgroupns string',
    'Cgroup namespace to use (host or private)',
    '사용할 cgroup 네임스페이스(host 또는 private)',
    { values: ['host', 'private'] },
  ),
  flag('--cidfile string', "Write the container's id to a file", '컨테이너 아이디를 파일에 기록', {
    completes: 'file',
  }),
  unmodelled(
    '--cpu-period int',
    'Period of the CFS scheduler, microseconds',
    'CFS 스케줄러 주기(마이크로초)',
    { default: 0 },
  ),
  unmodelled(
    '--cpu-quota int',
    'Quota of the CFS scheduler, microseconds',
    'CFS 스케줄러 할당량(마이크로초)',
    { default: 0 },
  ),
  unmodelled('--cpu-rt-period int', 'Real-time period, microseconds', '실시간 스케줄링 주기(마이크로초)', {
    default: 0,
  }),
  unmodelled(
    '--cpu-rt-runtime int',
    'Real-time runtime, microseconds',
    '실시간 스케줄링 실행 시간(마이크로초)',
    { default: 0 },
  ),
  flag('-c, --cpu-shares int', 'Relative share of processor time', 'CPU 시간의 상대적 몫', { default: 0 }),
  flag('--cpus decimal', 'How many processors it may use', '사용할 수 있는 CPU 개수', { check: 'cpus' }),
  flag(
    '--cpuset-cpus string',
    'Which processors it may run on (0-3, 0,1)',
    '실행할 수 있는 CPU 번호(0-3, 0,1)',
  ),
  unmodelled(
    '--cpuset-mems string',
    'Which memory nodes it may use (0-3, 0,1)',
    '사용할 수 있는 메모리 노드(0-3, 0,1)',
  ),
  unmodelled('--device list', 'Give it a device of the host', '호스트의 장치 추가'),
  unmodelled(
    '--device-cgroup-rule list',
    'Add a rule to the list of allowed devices',
    '허용 장치 목록에 규칙 추가',
  ),
  unmodelled(
    '--device-read-bps list',
    'Limit how fast it reads from a device, bytes a second',
    '장치 읽기 속도 제한(초당 바이트)',
  ),
  unmodelled(
    '--device-read-iops list',
    'Limit reads from a device, operations a second',
    '장치 읽기 횟수 제한(초당)',
  ),
  unmodelled(
    '--device-write-bps list',
    'Limit how fast it writes to a device, bytes a second',
    '장치 쓰기 속도 제한(초당 바이트)',
  ),
  unmodelled(
    '--device-write-iops list',
    'Limit writes to a device, operations a second',
    '장치 쓰기 횟수 제한(초당)',
  ),
  flag('--disable-content-trust', 'Has no effect any more', '더는 효과가 없음', {
    default: true,
    hidden: true,
    deprecated: 'support for docker content trust was removed',
  }),
  flag('--dns list', 'DNS servers to use', '사용할 DNS 서버', { check: 'ip' }),
  unmodelled('--dns-option list', 'Options of the DNS resolver', 'DNS 리졸버 옵션'),
  unmodelled('--dns-search list', 'Domains to search names in', '이름을 찾을 DNS 검색 도메인'),
  unmodelled('--domainname string', 'NIS domain name', 'NIS 도메인 이름'),
  flag('--entrypoint string', "Replace the image's ENTRYPOINT", '이미지의 ENTRYPOINT를 대체'),
  flag('-e, --env list', 'Set an environment variable', '환경 변수 설정', { check: 'env' }),
  flag('--env-file list', 'Read environment variables from a file', '파일에서 환경 변수 읽기', {
    completes: 'file',
  }),
  flag(
    '--expose list',
    'Note a port, or a range, as used; does not publish it',
    '사용하는 포트(범위)를 표시만 하고 게시하지는 않음',
  ),
  unmodelled(
    '--gpus string',
    "Graphics processors to add ('all' for every one)",
    "추가할 GPU('all'은 전부)",
    { placeholder: 'gpu-request' },
  ),
  unmodelled('--group-add list', 'Further groups to join', '추가로 속할 그룹'),
  flag('--health-cmd string', 'Command that checks health', '헬스 체크 명령'),
  flag(
    '--health-interval duration',
    'Time between checks (ms|s|m|h) (default 0s)',
    '헬스 체크 간격(ms|s|m|h) (기본값 0s)',
  ),
  flag(
    '--health-retries int',
    'Failures in a row until it is unhealthy',
    '연속 실패 몇 번이면 비정상으로 볼지',
    { default: 0 },
  ),
  flag(
    '--health-start-interval duration',
    'Time between checks while it starts (ms|s|m|h) (default 0s)',
    '시작 기간의 헬스 체크 간격(ms|s|m|h) (기본값 0s)',
  ),
  flag(
    '--health-start-period duration',
    'Time to start in which failures do not count (ms|s|m|h) (default 0s)',
    '실패를 세지 않는 시작 기간(ms|s|m|h) (기본값 0s)',
  ),
  flag(
    '--health-timeout duration',
    'Longest time for one check (ms|s|m|h) (default 0s)',
    '헬스 체크 한 번의 최대 시간(ms|s|m|h) (기본값 0s)',
  ),
  flag('--help', 'Print this help', '도움말 표시'),
  flag('-h, --hostname string', 'Host name inside the container', '컨테이너 안의 호스트 이름'),
  flag(
    '--init',
    'Run a small init as PID 1 that passes on signals and reaps processes',
    '시그널을 전달하고 프로세스를 거두는 작은 init을 PID 1로 실행',
  ),
  flag('-i, --interactive', 'Keep standard input open', '표준 입력을 열어 둠'),
  flag('--ip string', 'IPv4 address in the network', '네트워크에서 쓸 IPv4 주소', {
    placeholder: 'ip',
    check: 'ip',
  }),
  unmodelled('--ip6 string', 'IPv6 address in the network', '네트워크에서 쓸 IPv6 주소', {
    placeholder: 'ip',
    check: 'ip',
  }),
  unmodelled('--ipc string', 'IPC mode to use', '사용할 IPC 모드'),
  unmodelled('--isolation string', 'Technique of isolation (Windows)', '격리 기술(Windows)'),
  unmodelled('--kernel-memory bytes', 'Limit of kernel memory (deprecated)', '커널 메모리 제한(사용 중단)', {
    hidden: true,
  }),
  flag('-l, --label list', 'Set a label', '레이블 설정', { check: 'label' }),
  flag('--label-file list', 'Read labels from a file', '파일에서 레이블 읽기', { completes: 'file' }),
  unmodelled('--link list', 'Link to another container (legacy)', '다른 컨테이너에 연결(예전 방식)', {
    check: 'link',
  }),
  unmodelled('--link-local-ip list', 'Link-local addresses', '링크 로컬 주소'),
  unmodelled('--log-driver string', 'Driver that takes the logs', '로그를 받을 드라이버'),
  unmodelled('--log-opt list', 'Options of the log driver', '로그 드라이버 옵션'),
  flag('--mac-address string', 'MAC address (such as 92:d0:c6:0a:29:33)', 'MAC 주소(예: 92:d0:c6:0a:29:33)'),
  flag('-m, --memory bytes', 'Limit of memory', '메모리 제한', { default: 0 }),
  flag('--memory-reservation bytes', 'Soft limit of memory', '메모리 소프트 제한', { default: 0 }),
  flag(
    '--memory-swap bytes',
    "Limit of memory and swap together: '-1' for no limit of swap",
    "메모리와 스왑을 합친 제한: '-1'은 스왑 무제한",
    { default: 0, check: 'swap' },
  ),
  unmodelled(
    '--memory-swappiness int',
    'How readily its memory is swapped out (0 to 100)',
    '메모리를 스왑으로 내보내는 정도(0~100)',
    { default: -1 },
  ),
  flag(
    '--mount mount',
    'Attach a volume, a folder of the host or a tmpfs',
    '볼륨, 호스트 폴더 또는 tmpfs를 마운트',
    { check: 'mount' },
  ),
  flag('--name string', 'Name of the container', '컨테이너 이름'),
  flag('--network network', 'Network to connect to', '연결할 네트워크', {
    completes: 'network',
    check: 'network',
  }),
  flag('--network-alias list', 'Another name for it in that network', '그 네트워크에서 쓸 별칭'),
  flag('--no-healthcheck', "Turn off the image's HEALTHCHECK", '이미지의 HEALTHCHECK를 끔'),
  unmodelled('--oom-kill-disable', 'Do not kill it when memory runs out', '메모리가 모자라도 죽이지 않음'),
  unmodelled(
    '--oom-score-adj int',
    'How likely it is killed when memory runs out (-1000 to 1000)',
    '메모리 부족 시 종료 우선순위 조정(-1000~1000)',
    { default: 0 },
  ),
  flag('--pid string', 'PID namespace to use', '사용할 PID 네임스페이스', { notModelled: true }),
  flag('--pids-limit int', 'Most processes it may have (-1 for no limit)', '프로세스 수 제한(-1은 무제한)', {
    default: 0,
  }),
  PLATFORM,
  flag('--privileged', 'Give it nearly all rights on the host', '호스트에 대한 거의 모든 권한을 줌'),
  flag('-p, --publish list', "Publish a container's port on the host", '컨테이너 포트를 호스트에 게시'),
  flag(
    '-P, --publish-all',
    'Publish all exposed ports on free ports of the host',
    '노출(EXPOSE)된 모든 포트를 호스트의 빈 포트에 게시',
  ),
  flag(
    '--pull string',
    'When to pull the image ("always", "missing", "never")',
    '이미지를 내려받을 때("always", "missing", "never")',
    { default: 'missing', values: ['always', 'missing', 'never'] },
  ),
  flag('-q, --quiet', 'Do not show the progress of the pull', '내려받기 진행을 표시하지 않음'),
  flag(
    '--read-only',
    "Mount the container's root file system read-only",
    '컨테이너의 루트 파일 시스템을 읽기 전용으로 마운트',
  ),
  flag('--restart string', 'When to restart it after it exits', '종료된 뒤의 재시작 정책', {
    default: 'no',
    values: ['no', 'on-failure', 'always', 'unless-stopped'],
  }),
  flag(
    '--rm',
    'Remove the container and its anonymous volumes when it exits',
    '종료되면 컨테이너와 익명 볼륨을 삭제',
  ),
  unmodelled('--runtime string', 'Runtime to run it with', '실행에 사용할 런타임'),
  flag('--security-opt list', 'Security options', '보안 옵션'),
  unmodelled('--shm-size bytes', 'Size of /dev/shm', '/dev/shm의 크기', { default: 0 }),
  flag('--stop-signal string', 'Signal that stops it', '중지할 때 보낼 시그널'),
  flag(
    '--stop-timeout int',
    'Seconds to wait after that signal before it is killed',
    '그 시그널 뒤 강제 종료까지 기다릴 시간(초)',
    { default: 0 },
  ),
  unmodelled('--storage-opt list', 'Options of the storage driver', '스토리지 드라이버 옵션'),
  unmodelled('--sysctl map', 'Set kernel parameters', '커널 매개변수 설정'),
  flag('--tmpfs list', 'Mount an empty file system in memory', '메모리에 빈 파일 시스템을 마운트'),
  flag('-t, --tty', 'Give it a terminal', '터미널(TTY) 할당'),
  unmodelled('--ulimit ulimit', 'Limits of the processes', '프로세스의 ulimit 설정'),
  unmodelled('--use-api-socket', "Give it the engine's socket", '엔진 API 소켓을 마운트'),
  flag(
    '-u, --user string',
    'User, and group, to run as (<name|uid>[:<group|gid>])',
    '실행할 사용자와 그룹(<이름|uid>[:<그룹|gid>])',
  ),
  unmodelled('--userns string', 'User namespace to use', '사용할 사용자 네임스페이스'),
  unmodelled('--uts string', 'UTS namespace to use', '사용할 UTS 네임스페이스'),
  flag('-v, --volume list', 'Mount a volume or a folder of the host', '볼륨이나 호스트 폴더를 마운트', {
    completes: 'volume',
  }),
  unmodelled('--volume-driver string', 'Driver for the volume', '볼륨 드라이버'),
  unmodelled(
    '--volumes-from list',
    'Mount the volumes of another container',
    '다른 컨테이너의 볼륨을 마운트',
    { completes: 'container' },
  ),
  flag('-w, --workdir string', 'Working directory inside the container', '컨테이너 안의 작업 디렉터리'),
  // Older spellings, which docker's help hides.
  flag('--net network', 'Older name of --network', '--network의 예전 이름', {
    hidden: true,
    completes: 'network',
    check: 'network',
  }),
  flag('--net-alias list', 'Older name of --network-alias', '--network-alias의 예전 이름', { hidden: true }),
  unmodelled('--dns-opt list', 'Older name of --dns-option', '--dns-option의 예전 이름', { hidden: true }),
];

const RUN: readonly FlagSpec[] = [
  ...CREATE,
  flag('-d, --detach', 'Run in the background and print the id', '백그라운드에서 실행하고 아이디를 출력'),
  DETACH_KEYS,
  SIG_PROXY,
].sort((a, b) => (a.name < b.name ? -1 : 1));

const USAGE = '[OPTIONS] IMAGE [COMMAND] [ARG...]';

/** `docker run` and `docker create`. */
export const CREATE_COMMANDS: readonly CommandSpec[] = [
  command(
    'container run',
    USAGE,
    'Create a container from an image and start it',
    '이미지로 컨테이너를 만들고 시작',
    {
      also: ['run'],
      flagsFirst: true,
      args: args('IMAGE', '[COMMAND]', '[ARG...]'),
      flags: RUN,
    },
  ),
  command(
    'container create',
    USAGE,
    'Create a container without starting it',
    '컨테이너를 만들기만 하고 시작하지 않음',
    {
      also: ['create'],
      flagsFirst: true,
      args: args('IMAGE', '[COMMAND]', '[ARG...]'),
      flags: CREATE,
    },
  ),
];
