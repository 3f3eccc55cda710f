import { args, command, flag, unmodelled } from '../make.ts';
import type { CommandSpec, FlagSpec } from '../types.ts';
import { FILTER, FORCE_PRUNE, FORMAT, PRUNE_FILTER, SHORT_FORMAT } from './shared.ts';

/** Flags that stand before the command. */
export const GLOBAL_FLAGS: readonly FlagSpec[] = [
  flag('--config string', "Folder of the client's configuration", '클라이언트 설정 폴더', {
    default: '/root/.docker',
    completes: 'directory',
  }),
  flag('-c, --context string', 'Context to use: which engine to talk to', '사용할 컨텍스트(연결할 엔진)'),
  flag('-D, --debug', 'Say more when things go wrong', '디버그 메시지 표시'),
  unmodelled('-H, --host string', 'Socket of the engine', '엔진의 소켓 주소'),
  flag(
    '-l, --log-level string',
    'What to report ("debug", "info", "warn", "error", "fatal")',
    '기록 수준("debug", "info", "warn", "error", "fatal")',
    { default: 'info' },
  ),
  unmodelled('--tls', 'Use TLS', 'TLS 사용'),
  unmodelled('--tlscacert string', 'Certificate of the authority to trust', '신뢰할 인증 기관의 인증서', {
    default: '/root/.docker/ca.pem',
  }),
  unmodelled('--tlscert string', 'Own certificate for TLS', 'TLS용 인증서', {
    default: '/root/.docker/cert.pem',
  }),
  unmodelled('--tlskey string', 'Own key for TLS', 'TLS용 키', { default: '/root/.docker/key.pem' }),
  unmodelled('--tlsverify', 'Use TLS and check the other side', 'TLS를 사용하고 상대를 검증'),
  flag('-v, --version', 'Print the version and quit', '버전을 출력하고 종료'),
];

const ANYTHING = { args: args('[ARG...]'), flagsFirst: true, notModelled: true } as const;

/** Commands for the engine as a whole. */
export const SYSTEM_COMMANDS: readonly CommandSpec[] = [
  command(
    'inspect',
    '[OPTIONS] NAME|ID [NAME|ID...]',
    'Show all facts of any object',
    '모든 종류의 객체 정보를 표시',
    {
      args: [{ name: 'NAME|ID', repeated: true, completes: 'container' }],
      flags: [
        SHORT_FORMAT,
        flag('-s, --size', 'Show sizes too, for containers', '컨테이너라면 크기도 표시'),
        flag('--type string', 'Only objects of this kind', '이 종류의 객체만', {
          values: ['container', 'image', 'network', 'volume'],
        }),
      ],
    },
  ),
  command('system df', '[OPTIONS]', 'Show how much disk docker uses', '도커의 디스크 사용량을 표시', {
    flags: [FORMAT, flag('-v, --verbose', 'Show each object', '객체별로 자세히 표시')],
  }),
  command(
    'system events',
    '[OPTIONS]',
    'Show what happens in the engine',
    '엔진에서 일어나는 이벤트를 표시',
    {
      also: ['events'],
      flags: [
        FILTER,
        FORMAT,
        flag('--since string', 'From this time or age on', '이 시각이나 기간 이후'),
        flag('--until string', 'Up to this time or age', '이 시각이나 기간까지'),
      ],
    },
  ),
  command('system info', '[OPTIONS]', 'Show facts of the whole engine', '엔진 전체의 정보를 표시', {
    also: ['info'],
    flags: [SHORT_FORMAT],
  }),
  command('system prune', '[OPTIONS]', 'Remove what is not used', '쓰이지 않는 것을 모두 삭제', {
    flags: [
      flag(
        '-a, --all',
        'All images that no container uses, not only those without a name',
        '이름 없는 것뿐 아니라 컨테이너가 쓰지 않는 모든 이미지',
      ),
      PRUNE_FILTER,
      FORCE_PRUNE,
      flag('--volumes', 'Anonymous volumes too', '익명 볼륨도 삭제'),
    ],
  }),
  command(
    'version',
    '[OPTIONS]',
    'Show the versions of client and engine',
    '클라이언트와 엔진의 버전을 표시',
    {
      flags: [SHORT_FORMAT],
    },
  ),
  command('login', '[OPTIONS] [SERVER]', 'Log in to a registry', '레지스트리에 로그인', {
    args: args('[SERVER]'),
    flags: [
      flag('-p, --password string', 'Password', '비밀번호'),
      flag('--password-stdin', 'Read the password from standard input', '표준 입력에서 비밀번호 읽기'),
      flag('-u, --username string', 'User name', '사용자 이름'),
    ],
  }),
  command('logout', '[SERVER]', 'Log out of a registry', '레지스트리에서 로그아웃', {
    args: args('[SERVER]'),
  }),
  command('context ls', '[OPTIONS]', 'List contexts', '컨텍스트 목록을 표시', {
    also: ['context list'],
    flags: [FORMAT, flag('-q, --quiet', 'Print names only', '이름만 출력')],
  }),
  command('context show', '', 'Print the name of the current context', '현재 컨텍스트의 이름을 출력'),
  command('builder prune', '[OPTIONS]', 'Remove build cache', '빌드 캐시를 삭제', {
    also: ['buildx prune'],
    flags: [
      flag('-a, --all', 'All of it, not only what nothing refers to', '참조가 없는 것뿐 아니라 전부'),
      PRUNE_FILTER,
      FORCE_PRUNE,
      unmodelled('--keep-storage bytes', 'How much to keep', '남겨 둘 크기', { default: 0 }),
    ],
  }),
  ...(
    [
      ['bake', 'Build from a file of targets', '파일에 적은 여러 대상을 빌드'],
      ['checkpoint', 'Checkpoints of containers', '컨테이너 체크포인트 관리'],
      ['config', 'Configs of Swarm', 'Swarm 설정 관리'],
      ['manifest', 'Manifests of images', '이미지 매니페스트 관리'],
      ['node', 'Nodes of Swarm', 'Swarm 노드 관리'],
      ['plugin', 'Plugins of the engine', '엔진 플러그인 관리'],
      ['secret', 'Secrets of Swarm', 'Swarm 비밀 값 관리'],
      ['service', 'Services of Swarm', 'Swarm 서비스 관리'],
      ['stack', 'Stacks of Swarm', 'Swarm 스택 관리'],
      ['swarm', 'Swarm itself', 'Swarm 관리'],
    ] as const
  ).map(([name, en, ko]) => command(name, 'COMMAND', en, ko, ANYTHING)),
];
