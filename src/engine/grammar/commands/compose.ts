import { args, command, flag, unmodelled } from '../make.ts';
import type { CommandSpec, FlagSpec } from '../types.ts';

/** Flags between `compose` and its command. */
export const COMPOSE_FLAGS: readonly FlagSpec[] = [
  unmodelled('--all-resources', 'Include what no service uses', '서비스가 쓰지 않는 것도 포함'),
  flag(
    '--ansi string',
    'Control characters ("never", "always", "auto")',
    '제어 문자("never", "always", "auto")',
    { default: 'auto', values: ['never', 'always', 'auto'] },
  ),
  unmodelled('--compatibility', 'Names as Compose v1 made them', 'Compose v1 방식의 이름 사용'),
  flag('--dry-run', 'Only show what would be done', '할 일을 보여 주기만 함', { notModelled: true }),
  flag('--env-file stringArray', 'Another file of variables', '다른 환경 변수 파일', { completes: 'file' }),
  flag('-f, --file stringArray', 'Compose files', 'Compose 파일', { completes: 'file' }),
  unmodelled('--parallel int', 'Most things at a time, -1 for no limit', '동시 작업 수, -1은 무제한', {
    default: -1,
  }),
  flag('--profile stringArray', 'Profile to turn on', '켤 프로필'),
  flag(
    '--progress string',
    'How to show progress (auto, tty, plain, json, quiet)',
    '진행 표시 방식(auto, tty, plain, json, quiet)',
    { values: ['auto', 'tty', 'plain', 'json', 'quiet'] },
  ),
  flag('--project-directory string', 'Folder from which paths count', '경로의 기준 폴더', {
    completes: 'directory',
  }),
  flag('-p, --project-name string', 'Name of the project', '프로젝트 이름'),
  flag('-v, --version', 'Show the version of Compose', 'Compose의 버전을 표시', { hidden: true }),
];

const SERVICES = { args: args('[SERVICE...]') };
const TIMEOUT = flag(
  '-t, --timeout int',
  'Seconds to wait before a container is killed',
  '강제 종료하기 전까지 기다릴 시간(초)',
  { default: 0 },
);
const QUIET_PULL = flag('--quiet-pull', 'Do not show the progress of pulls', '내려받기 진행을 표시하지 않음');
const ORPHANS = flag(
  '--remove-orphans',
  'Remove containers of services that the file does not have',
  '파일에 없는 서비스의 컨테이너를 삭제',
);
const SERVICE = { name: 'SERVICE', completes: 'service' } as const;

/** Commands of Compose (docker/compose v2 and later). */
export const COMPOSE_COMMANDS: readonly CommandSpec[] = [
  command(
    'compose up',
    '[OPTIONS] [SERVICE...]',
    'Create and start what the file says',
    '파일에 적힌 것을 만들고 시작',
    {
      ...SERVICES,
      flags: [
        flag('--abort-on-container-exit', 'Stop all as soon as one ends', '하나라도 끝나면 모두 중지'),
        flag('--abort-on-container-failure', 'Stop all as soon as one fails', '하나라도 실패하면 모두 중지'),
        flag('--always-recreate-deps', 'Make dependencies anew too', '의존하는 컨테이너도 다시 만듦'),
        unmodelled('--attach stringArray', 'Show the output of these only', '이 서비스의 출력만 표시'),
        unmodelled(
          '--attach-dependencies',
          'Show the output of dependencies too',
          '의존 서비스의 출력도 표시',
        ),
        flag('--build', 'Build images before starting', '시작하기 전에 이미지를 빌드'),
        flag('-d, --detach', 'Run in the background', '백그라운드에서 실행'),
        flag(
          '--exit-code-from string',
          'Exit with the exit code of this service',
          '이 서비스의 종료 코드로 종료',
        ),
        flag(
          '--force-recreate',
          'Make containers anew even if nothing changed',
          '바뀐 것이 없어도 컨테이너를 다시 만듦',
        ),
        unmodelled('--menu', 'Show keys that can be pressed', '누를 수 있는 키를 표시'),
        unmodelled(
          '--no-attach stringArray',
          'Do not show the output of these',
          '이 서비스의 출력을 표시하지 않음',
        ),
        flag('--no-build', 'Never build', '빌드하지 않음'),
        flag('--no-color', 'Without colours', '색을 쓰지 않음'),
        flag('--no-deps', 'Without the services it depends on', '의존하는 서비스는 제외'),
        flag('--no-log-prefix', 'Without names before the lines', '줄 앞에 이름을 붙이지 않음'),
        flag(
          '--no-recreate',
          'Keep containers even if something changed',
          '바뀐 것이 있어도 컨테이너를 유지',
        ),
        flag('--no-start', 'Create, but do not start', '만들기만 하고 시작하지 않음'),
        flag(
          '--pull string',
          'When to pull ("always", "missing", "never", "build")',
          '내려받을 때("always", "missing", "never", "build")',
          { default: 'policy', values: ['always', 'missing', 'never', 'build', 'policy'] },
        ),
        unmodelled('--quiet-build', 'Do not show the progress of builds', '빌드 진행을 표시하지 않음'),
        QUIET_PULL,
        ORPHANS,
        flag('-V, --renew-anon-volumes', 'New anonymous volumes', '익명 볼륨을 새로 만듦'),
        flag(
          '--scale stringArray',
          'How many containers of a service (web=3)',
          '서비스의 컨테이너 개수(web=3)',
          { placeholder: 'scale' },
        ),
        TIMEOUT,
        flag('--timestamps', 'Put the time before each line', '줄마다 시각을 표시'),
        flag(
          '--wait',
          'Wait until services run or are healthy; implies -d',
          '실행 또는 정상 상태가 될 때까지 기다림(-d 포함)',
        ),
        flag('--wait-timeout int', 'Longest time to wait, seconds', '기다릴 최대 시간(초)', { default: 0 }),
        unmodelled('-w, --watch', 'Follow changes of the source', '소스의 변경을 따라감'),
        flag('-y, --yes', 'Answer every question with yes', '모든 질문에 yes로 답함'),
      ],
    },
  ),
  command(
    'compose down',
    '[OPTIONS] [SERVICES]',
    'Stop and remove containers and networks',
    '컨테이너와 네트워크를 중지하고 삭제',
    {
      ...SERVICES,
      flags: [
        ORPHANS,
        flag('--rmi string', 'Remove images too ("local", "all")', '이미지도 삭제("local", "all")', {
          values: ['local', 'all'],
        }),
        TIMEOUT,
        flag('-v, --volumes', 'Remove volumes too, with the data in them', '볼륨과 그 데이터도 삭제'),
      ],
    },
  ),
  command(
    'compose ps',
    '[OPTIONS] [SERVICE...]',
    'List containers of the project',
    '프로젝트의 컨테이너 목록을 표시',
    {
      ...SERVICES,
      flags: [
        flag('-a, --all', 'Stopped ones too', '중지된 것도 표시'),
        flag(
          '--filter string',
          'Keep only what matches (status=running)',
          '조건에 맞는 것만 표시(status=running)',
        ),
        flag(
          '--format string',
          'Shape of the output: table, json, or a Go template',
          '출력 형식: table, json 또는 Go 템플릿',
          { default: 'table' },
        ),
        flag('--no-trunc', 'Show texts in full', '글을 자르지 않고 표시'),
        unmodelled('--orphans', 'Those of services not in the file too', '파일에 없는 서비스의 것도 포함', {
          default: true,
        }),
        flag('-q, --quiet', 'Print ids only', '아이디만 출력'),
        flag('--services', 'Print services', '서비스를 출력'),
        flag('--status stringArray', 'Only those in this state', '이 상태인 것만', {
          values: ['paused', 'restarting', 'removing', 'running', 'dead', 'created', 'exited'],
        }),
      ],
    },
  ),
  command(
    'compose logs',
    '[OPTIONS] [SERVICE...]',
    'Show what the services have written',
    '서비스의 로그를 표시',
    {
      ...SERVICES,
      flags: [
        flag('-f, --follow', 'Go on showing what comes', '새로 나오는 로그를 계속 표시'),
        flag('--index int', 'Which container of the service', '서비스의 몇 번째 컨테이너', { default: 0 }),
        flag('--no-color', 'Without colours', '색을 쓰지 않음'),
        flag('--no-log-prefix', 'Without names before the lines', '줄 앞에 이름을 붙이지 않음'),
        flag('--since string', 'Only from a time or an age on', '이 시각이나 기간 이후만'),
        flag('-n, --tail string', 'Only the last so many lines of each', '각각 마지막 몇 줄만', {
          default: 'all',
        }),
        flag('-t, --timestamps', 'Put the time before each line', '줄마다 시각을 표시'),
        flag('--until string', 'Only up to a time or an age', '이 시각이나 기간 이전만'),
      ],
    },
  ),
  command(
    'compose exec',
    '[OPTIONS] SERVICE COMMAND [ARGS...]',
    'Run a command in a running service',
    '실행 중인 서비스에서 명령을 실행',
    {
      flagsFirst: true,
      args: [SERVICE, { name: 'COMMAND' }, { name: 'ARGS', optional: true, repeated: true }],
      flags: [
        flag('-d, --detach', 'Run it in the background', '백그라운드에서 실행'),
        flag('-e, --env stringArray', 'Set an environment variable', '환경 변수 설정'),
        flag('--index int', 'Which container of the service', '서비스의 몇 번째 컨테이너', { default: 0 }),
        flag('-i, --interactive', 'Keep standard input open', '표준 입력을 열어 둠', {
          default: true,
          hidden: true,
        }),
        flag('-T, --no-tty', 'Without a terminal', '터미널(TTY)을 할당하지 않음', {
          default: true,
          placeholder: '',
        }),
        flag('-t, --tty', 'With a terminal', '터미널(TTY) 할당', { default: true, hidden: true }),
        flag('--privileged', 'Give the command nearly all rights', '명령에 거의 모든 권한을 줌'),
        flag('-u, --user string', 'User to run as', '실행할 사용자'),
        flag('-w, --workdir string', 'Working directory', '작업 디렉터리'),
      ],
    },
  ),
  command(
    'compose run',
    '[OPTIONS] SERVICE [COMMAND] [ARGS...]',
    'Run one command in a new container of a service',
    '서비스의 새 컨테이너에서 명령을 한 번 실행',
    {
      flagsFirst: true,
      args: [SERVICE, { name: 'COMMAND', optional: true }, { name: 'ARGS', optional: true, repeated: true }],
      flags: [
        flag('--build', 'Build the image first', '먼저 이미지를 빌드'),
        flag(
          '-d, --detach',
          'Run it in the background and print its name',
          '백그라운드에서 실행하고 이름을 출력',
        ),
        flag('--entrypoint string', "Replace the image's ENTRYPOINT", '이미지의 ENTRYPOINT를 대체'),
        flag('-e, --env stringArray', 'Set an environment variable', '환경 변수 설정'),
        flag('-i, --interactive', 'Keep standard input open', '표준 입력을 열어 둠', { default: true }),
        flag('-l, --label stringArray', 'Set a label', '레이블 설정'),
        flag('--name string', 'Name of the container', '컨테이너 이름'),
        flag('--no-deps', 'Without the services it depends on', '의존하는 서비스는 제외'),
        flag('-T, --no-tty', 'Without a terminal', '터미널(TTY)을 할당하지 않음', { default: true }),
        flag('-p, --publish stringArray', 'Publish a port', '포트 게시'),
        QUIET_PULL,
        flag('--rm', 'Remove the container when it exits', '종료되면 컨테이너를 삭제'),
        flag('-P, --service-ports', "Publish the service's ports", '서비스의 포트를 게시'),
        flag('-u, --user string', 'User to run as', '실행할 사용자'),
        flag('-v, --volume stringArray', 'Mount a volume or a folder', '볼륨이나 폴더를 마운트'),
        flag('-w, --workdir string', 'Working directory', '작업 디렉터리'),
      ],
    },
  ),
  command(
    'compose build',
    '[OPTIONS] [SERVICE...]',
    'Build the images of services',
    '서비스의 이미지를 빌드',
    {
      ...SERVICES,
      flags: [
        flag('--build-arg stringArray', 'Value of an ARG', 'ARG의 값'),
        flag('--no-cache', 'Do not use the build cache', '빌드 캐시를 쓰지 않음'),
        flag('--pull', 'Ask for newer base images', '베이스 이미지의 새 버전을 확인'),
        unmodelled('--push', 'Send the images to the registry', '이미지를 레지스트리로 올림'),
        flag('-q, --quiet', 'Do not show the progress', '진행을 표시하지 않음'),
        flag('--with-dependencies', 'Those it depends on too', '의존하는 서비스도 빌드'),
      ],
    },
  ),
  command(
    'compose config',
    '[OPTIONS] [SERVICE...]',
    'Check the file and show what it comes to',
    '파일을 검사하고 해석한 결과를 표시',
    {
      also: ['compose convert'],
      ...SERVICES,
      flags: [
        unmodelled('--environment', 'Show the variables used', '사용한 환경 변수를 표시'),
        flag('--format string', 'Format: yaml or json', '형식: yaml 또는 json', { values: ['yaml', 'json'] }),
        unmodelled('--hash string', "Print a hash of a service's configuration", '서비스 설정의 해시를 출력'),
        flag('--images', 'Print the names of images', '이미지 이름을 출력'),
        flag('--networks', 'Print the names of networks', '네트워크 이름을 출력'),
        unmodelled('--no-consistency', 'Do not check that things fit together', '일관성을 검사하지 않음'),
        flag('--no-interpolate', 'Leave variables as they stand', '변수를 치환하지 않음'),
        unmodelled('--no-normalize', 'Leave the model as it stands', '정규화하지 않음'),
        flag('-o, --output string', 'Write to a file', '파일에 쓰기', { completes: 'file' }),
        flag('--profiles', 'Print the names of profiles', '프로필 이름을 출력'),
        flag('-q, --quiet', 'Only check', '검사만 함'),
        flag('--services', 'Print the names of services', '서비스 이름을 출력'),
        flag('--volumes', 'Print the names of volumes', '볼륨 이름을 출력'),
      ],
    },
  ),
  command('compose start', '[SERVICE...]', 'Start services that exist', '만들어진 서비스를 시작', {
    ...SERVICES,
    flags: [
      flag('--wait', 'Wait until services run or are healthy', '실행 또는 정상 상태가 될 때까지 기다림'),
      flag('--wait-timeout int', 'Longest time to wait, seconds', '기다릴 최대 시간(초)', { default: 0 }),
    ],
  }),
  command('compose stop', '[OPTIONS] [SERVICE...]', 'Stop services', '서비스를 중지', {
    ...SERVICES,
    flags: [TIMEOUT],
  }),
  command('compose restart', '[OPTIONS] [SERVICE...]', 'Restart services', '서비스를 다시 시작', {
    ...SERVICES,
    flags: [flag('--no-deps', 'Without those that depend on it', '의존하는 서비스는 제외'), TIMEOUT],
  }),
  command(
    'compose pull',
    '[OPTIONS] [SERVICE...]',
    'Pull the images of services',
    '서비스의 이미지를 내려받음',
    {
      ...SERVICES,
      flags: [
        flag('--ignore-buildable', 'Not those that can be built', '빌드할 수 있는 것은 제외'),
        flag('--ignore-pull-failures', 'Go on when one fails', '하나가 실패해도 계속'),
        flag('--include-deps', 'Those it depends on too', '의존하는 서비스도 포함'),
        flag('--policy string', 'When to pull ("missing", "always")', '내려받을 때("missing", "always")', {
          values: ['missing', 'always'],
        }),
        flag('-q, --quiet', 'Do not show the progress', '진행을 표시하지 않음'),
      ],
    },
  ),
  command(
    'compose create',
    '[OPTIONS] [SERVICE...]',
    'Create containers without starting them',
    '컨테이너를 만들기만 함',
    {
      ...SERVICES,
      flags: [
        flag('--build', 'Build images first', '먼저 이미지를 빌드'),
        flag(
          '--force-recreate',
          'Make containers anew even if nothing changed',
          '바뀐 것이 없어도 다시 만듦',
        ),
        flag('--no-build', 'Never build', '빌드하지 않음'),
        flag('--no-recreate', 'Keep containers even if something changed', '바뀐 것이 있어도 유지'),
        ORPHANS,
      ],
    },
  ),
  command(
    'compose rm',
    '[OPTIONS] [SERVICE...]',
    'Remove stopped containers of services',
    '서비스의 중지된 컨테이너를 삭제',
    {
      ...SERVICES,
      flags: [
        flag('-f, --force', 'Do not ask first', '확인을 묻지 않음'),
        flag('-s, --stop', 'Stop them first', '먼저 중지'),
        flag('-v, --volumes', 'Their anonymous volumes too', '익명 볼륨도 삭제'),
      ],
    },
  ),
  command('compose kill', '[OPTIONS] [SERVICE...]', 'End services at once', '서비스를 강제 종료', {
    ...SERVICES,
    flags: [ORPHANS, flag('-s, --signal string', 'Signal to send', '보낼 시그널', { default: 'SIGKILL' })],
  }),
  command('compose pause', '[SERVICE...]', 'Freeze services', '서비스를 일시 정지', SERVICES),
  command(
    'compose unpause',
    '[SERVICE...]',
    'Let frozen services go on',
    '일시 정지한 서비스를 다시 진행',
    SERVICES,
  ),
  command(
    'compose top',
    '[SERVICES...]',
    'Show the processes of services',
    '서비스의 프로세스를 표시',
    SERVICES,
  ),
  command(
    'compose images',
    '[OPTIONS] [SERVICE...]',
    'List images of the containers',
    '컨테이너가 쓰는 이미지 목록을 표시',
    {
      ...SERVICES,
      flags: [
        flag('--format string', 'Format: table or json', '형식: table 또는 json', { default: 'table' }),
        flag('-q, --quiet', 'Print ids only', '아이디만 출력'),
      ],
    },
  ),
  command(
    'compose port',
    '[OPTIONS] SERVICE PRIVATE_PORT',
    'Show where a port of a service is published',
    '서비스의 포트가 게시된 곳을 표시',
    {
      args: [SERVICE, { name: 'PRIVATE_PORT' }],
      flags: [
        flag('--index int', 'Which container of the service', '서비스의 몇 번째 컨테이너', { default: 0 }),
        flag('--protocol string', 'tcp or udp', 'tcp 또는 udp', { default: 'tcp' }),
      ],
    },
  ),
  command('compose ls', '[OPTIONS]', 'List projects', '프로젝트 목록을 표시', {
    flags: [
      flag('-a, --all', 'Stopped ones too', '중지된 것도 표시'),
      flag('--filter filter', 'Keep only what matches', '조건에 맞는 것만 표시', { check: 'filter' }),
      flag('--format string', 'Format: table or json', '형식: table 또는 json', { default: 'table' }),
      flag('-q, --quiet', 'Print names only', '이름만 출력'),
    ],
  }),
  command('compose version', '[OPTIONS]', 'Show the version of Compose', 'Compose의 버전을 표시', {
    flags: [
      flag('-f, --format string', 'Format: pretty or json', '형식: pretty 또는 json'),
      flag('--short', 'The number only', '번호만 표시'),
    ],
  }),
  command(
    'compose cp',
    '[OPTIONS] SERVICE:SRC_PATH DEST_PATH|-\n\tdocker compose cp [OPTIONS] SRC_PATH|- SERVICE:DEST_PATH',
    'Copy files between a service and the host',
    '서비스와 호스트 사이에 파일을 복사',
    {
      args: args('SRC_PATH', 'DEST_PATH'),
      flags: [
        flag('--all', 'Containers made by run too', 'run으로 만든 컨테이너도 포함'),
        flag('-a, --archive', 'Keep owners', '소유자 정보를 유지'),
        flag('-L, --follow-link', 'Copy what a link leads to', '링크가 가리키는 것을 복사'),
        flag('--index int', 'Which container of the service', '서비스의 몇 번째 컨테이너', { default: 0 }),
      ],
    },
  ),
  command('compose events', '[OPTIONS] [SERVICE...]', 'Show what happens', '이벤트를 표시', {
    ...SERVICES,
    flags: [
      flag('--json', 'As JSON, one object a line', '한 줄에 JSON 하나씩 출력'),
      flag('--since string', 'Only from a time or an age on', '이 시각이나 기간 이후만'),
      flag('--until string', 'Only up to a time or an age', '이 시각이나 기간 이전만'),
    ],
  }),
  command(
    'compose scale',
    '[SERVICE=REPLICAS...]',
    'Change how many containers services have',
    '서비스의 컨테이너 개수를 변경',
    {
      args: args('SERVICE=REPLICAS...'),
      flags: [flag('--no-deps', 'Without the services it depends on', '의존하는 서비스는 제외')],
    },
  ),
  command('compose volumes', '[OPTIONS] [SERVICE...]', 'List volumes', '볼륨 목록을 표시', {
    ...SERVICES,
    flags: [
      unmodelled(
        '--format string',
        'Format: table, json, or a Go template',
        '형식: table, json 또는 Go 템플릿',
      ),
      flag('-q, --quiet', 'Print names only', '이름만 출력'),
    ],
  }),
  command(
    'compose wait',
    'SERVICE [SERVICE...] [OPTIONS]',
    'Wait until services end',
    '서비스가 끝날 때까지 기다림',
    {
      args: args('SERVICE...'),
      flags: [unmodelled('--down-project', 'Take the project down then', '끝나면 프로젝트를 내림')],
    },
  ),
  ...(
    [
      ['attach', 'Attach to a service', '서비스에 연결'],
      ['commit', 'Make an image of a service', '서비스로 이미지를 만듦'],
      ['export', "Write a service's files as a tar archive", '서비스의 파일을 tar로 내보냄'],
      ['push', 'Upload the images of services', '서비스의 이미지를 올림'],
      ['stats', 'Show what services use', '서비스의 리소스 사용량을 표시'],
      ['watch', 'Follow changes of the source', '소스의 변경을 따라감'],
    ] as const
  ).map(([name, en, ko]) =>
    command(`compose ${name}`, '[OPTIONS]', en, ko, {
      args: args('[ARG...]'),
      flagsFirst: true,
      notModelled: true,
    }),
  ),
];
