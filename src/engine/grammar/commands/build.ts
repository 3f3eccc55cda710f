import { args, command, flag, unmodelled } from '../make.ts';
import type { CommandSpec } from '../types.ts';

/** `docker build`, which is the plugin buildx. */
export const BUILD_COMMANDS: readonly CommandSpec[] = [
  command(
    'buildx build',
    '[OPTIONS] PATH | URL | -',
    'Build an image from a Dockerfile',
    'Dockerfile로 이미지를 빌드',
    {
      also: ['build', 'image build', 'builder build', 'buildx b'],
      args: args('PATH'),
      flags: [
        flag(
          '--add-host strings',
          'Add a host name for RUN (name:address)',
          'RUN에서 쓸 호스트 이름 추가(이름:주소)',
        ),
        unmodelled(
          '--allow stringArray',
          'Allow what builds may not do by default',
          '기본으로 막힌 권한을 빌드에 허용',
        ),
        unmodelled('--annotation stringArray', 'Add an annotation to the image', '이미지에 애너테이션 추가'),
        unmodelled('--attest stringArray', 'Attestations to add', '추가할 증명(attestation)'),
        flag('--build-arg stringArray', 'Value of an ARG', 'ARG의 값'),
        unmodelled(
          '--build-context stringArray',
          'A further build context (name=path)',
          '추가 빌드 컨텍스트(이름=경로)',
        ),
        unmodelled('--builder string', 'Builder to use', '사용할 빌더'),
        unmodelled('--cache-from stringArray', 'Where to read cache from', '캐시를 가져올 곳'),
        unmodelled('--cache-to stringArray', 'Where to write cache to', '캐시를 내보낼 곳'),
        flag(
          '--call string',
          'What to do ("build", "check", "outline", "targets")',
          '할 일("build", "check", "outline", "targets")',
          { default: 'build', notModelled: true },
        ),
        unmodelled('--cgroup-parent string', 'Cgroup of RUN', 'RUN의 상위 cgroup'),
        flag('--check', 'Only check the Dockerfile', 'Dockerfile을 검사만 함'),
        flag('-D, --debug', 'Say more', '디버그 메시지 표시', { hidden: true }),
        flag(
          '-f, --file string',
          'Name of the Dockerfile (default: PATH/Dockerfile)',
          'Dockerfile의 이름(기본값: PATH/Dockerfile)',
          { completes: 'file' },
        ),
        flag('--iidfile string', "Write the image's id to a file", '이미지 아이디를 파일에 기록', {
          completes: 'file',
        }),
        flag('--label stringArray', 'Set a label of the image', '이미지의 레이블 설정'),
        flag(
          '--load',
          'Put the result into the image store (as --output=type=docker)',
          '결과를 이미지 저장소에 넣음(--output=type=docker와 같음)',
        ),
        unmodelled(
          '--metadata-file string',
          'Write facts of the build to a file',
          '빌드 정보를 파일에 기록',
          { completes: 'file' },
        ),
        flag('--network string', 'Network of RUN', 'RUN이 쓸 네트워크', {
          default: 'default',
          values: ['default', 'none', 'host'],
        }),
        flag('--no-cache', 'Do not use the build cache', '빌드 캐시를 쓰지 않음'),
        unmodelled('--no-cache-filter stringArray', 'Stages not to take from cache', '캐시를 쓰지 않을 단계'),
        unmodelled(
          '-o, --output stringArray',
          'Where the result goes (type=local,dest=path)',
          '결과를 내보낼 곳(type=local,dest=경로)',
        ),
        flag('--platform stringArray', 'Platform to build for', '빌드할 플랫폼'),
        unmodelled('--policy stringArray', 'Rules for what the build may use', '빌드가 쓸 수 있는 것의 정책'),
        flag(
          '--progress string',
          'How to show progress ("auto", "plain", "tty", "quiet", "rawjson")',
          '진행 표시 방식("auto", "plain", "tty", "quiet", "rawjson")',
          { default: 'auto', values: ['auto', 'plain', 'tty', 'quiet', 'rawjson'] },
        ),
        flag('--provenance string', 'Add provenance', '출처 증명(provenance) 추가'),
        flag(
          '--pull',
          'Ask the registry for newer base images',
          '베이스 이미지의 새 버전을 레지스트리에 확인',
        ),
        unmodelled('--push', 'Send the result to the registry', '결과를 레지스트리로 올림'),
        flag('-q, --quiet', "Print only the image's id", '이미지 아이디만 출력'),
        unmodelled('--sbom string', 'Add a list of what is inside', '소프트웨어 구성 목록(SBOM) 추가'),
        flag(
          '--secret stringArray',
          'Secret for RUN --mount=type=secret (id=mysecret,src=path)',
          'RUN --mount=type=secret에 줄 비밀 값(id=이름,src=경로)',
        ),
        unmodelled('--shm-size bytes', 'Size of /dev/shm in RUN', 'RUN의 /dev/shm 크기', { default: 0 }),
        unmodelled('--ssh stringArray', 'SSH agent or key for RUN', 'RUN에 줄 SSH 에이전트나 키'),
        flag('-t, --tag stringArray', 'Name of the image (name:tag)', '이미지 이름(이름:태그)'),
        flag('--target string', 'Stage to build', '빌드할 단계'),
        unmodelled('--ulimit ulimit', 'Limits of processes in RUN', 'RUN 프로세스의 ulimit'),
        // Of the old builder; buildx takes them and does nothing.
        flag('--rm', 'Has no effect any more', '더는 효과가 없음', { default: true, hidden: true }),
        flag('--force-rm', 'Has no effect any more', '더는 효과가 없음', { hidden: true }),
        flag('--compress', 'Has no effect any more', '더는 효과가 없음', { hidden: true }),
      ],
    },
  ),
  command('buildx version', '', 'Show the version of buildx', 'buildx의 버전을 표시'),
  command('buildx ls', '[OPTIONS]', 'List builders', '빌더 목록을 표시', {
    notModelled: true,
    args: args('[ARG...]'),
  }),
];
