import { args, command, flag, unmodelled } from '../make.ts';
import type { CommandSpec, FlagSpec } from '../types.ts';
import { FILTER, FORCE_PRUNE, FORMAT, NO_TRUNC, PLATFORM, PRUNE_FILTER, SHORT_FORMAT } from './shared.ts';

const PLATFORMS: FlagSpec = unmodelled(
  '--platform strings',
  'Only these platforms of the image',
  '이미지의 이 플랫폼만',
  { placeholder: 'stringSlice' },
);
const OTHER_PLATFORM: FlagSpec = { ...PLATFORM, notModelled: true };
const QUIET_ID = flag('-q, --quiet', 'Print ids only', '아이디만 출력');

/** Commands for images. */
export const IMAGE_COMMANDS: readonly CommandSpec[] = [
  command('image ls', '[OPTIONS] [REPOSITORY[:TAG]]', 'List images', '이미지 목록을 표시', {
    also: ['images', 'image list'],
    args: args('[REPOSITORY[:TAG]]'),
    flags: [
      flag('-a, --all', 'Show those without a name too', '이름이 없는 것도 표시'),
      flag('--digests', 'Show digests', '다이제스트 표시'),
      FILTER,
      FORMAT,
      NO_TRUNC,
      QUIET_ID,
      unmodelled('--tree', 'Show the platforms of each image as a tree', '이미지의 플랫폼을 트리로 표시'),
    ],
  }),
  command(
    'image pull',
    '[OPTIONS] NAME[:TAG|@DIGEST]',
    'Download an image from a registry',
    '레지스트리에서 이미지를 내려받음',
    {
      also: ['pull'],
      args: [{ name: 'NAME', completes: 'image' }],
      flags: [
        unmodelled(
          '-a, --all-tags',
          'Download every tag of the repository',
          '리포지터리의 모든 태그를 내려받기',
        ),
        flag('--disable-content-trust', 'Has no effect any more', '더는 효과가 없음', {
          default: true,
          hidden: true,
          deprecated: 'support for docker content trust was removed',
        }),
        PLATFORM,
        flag('-q, --quiet', 'Print only the name at the end', '마지막에 이름만 출력'),
      ],
    },
  ),
  command(
    'image push',
    '[OPTIONS] NAME[:TAG]',
    'Upload an image to a registry',
    '이미지를 레지스트리에 올림',
    {
      also: ['push'],
      args: [{ name: 'NAME', completes: 'image' }],
      flags: [
        unmodelled('-a, --all-tags', 'Upload every tag of the repository', '리포지터리의 모든 태그를 올리기'),
        flag('--disable-content-trust', 'Has no effect any more', '더는 효과가 없음', {
          default: true,
          hidden: true,
          deprecated: 'support for docker content trust was removed',
        }),
        OTHER_PLATFORM,
        flag('-q, --quiet', 'Print only the name at the end', '마지막에 이름만 출력'),
      ],
    },
  ),
  command('image rm', '[OPTIONS] IMAGE [IMAGE...]', 'Remove images', '이미지를 삭제', {
    also: ['rmi', 'image remove'],
    args: args('IMAGE...'),
    flags: [
      flag(
        '-f, --force',
        'Remove it even if it has several names or stopped containers',
        '이름이 여럿이거나 중지된 컨테이너가 써도 삭제',
      ),
      flag('--no-prune', 'Keep parents without a name', '이름 없는 부모 이미지를 남김'),
      PLATFORMS,
    ],
  }),
  command(
    'image tag',
    'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
    'Give an image a further name',
    '이미지에 이름(태그)을 하나 더 붙임',
    {
      also: ['tag'],
      args: [{ name: 'SOURCE_IMAGE', completes: 'image' }, { name: 'TARGET_IMAGE' }],
    },
  ),
  command(
    'image inspect',
    '[OPTIONS] IMAGE [IMAGE...]',
    'Show all facts of images',
    '이미지의 모든 정보를 표시',
    {
      args: args('IMAGE...'),
      flags: [SHORT_FORMAT, OTHER_PLATFORM],
    },
  ),
  command(
    'image history',
    '[OPTIONS] IMAGE',
    'Show how an image was made, layer by layer',
    '이미지가 만들어진 과정을 레이어별로 표시',
    {
      also: ['history'],
      args: args('IMAGE'),
      flags: [
        FORMAT,
        flag('-H, --human', 'Print sizes and dates for people', '크기와 날짜를 읽기 쉽게 표시', {
          default: true,
        }),
        NO_TRUNC,
        OTHER_PLATFORM,
        QUIET_ID,
      ],
    },
  ),
  command(
    'image save',
    '[OPTIONS] IMAGE [IMAGE...]',
    'Write images to a tar archive',
    '이미지를 tar 아카이브로 저장',
    {
      also: ['save'],
      args: args('IMAGE...'),
      flags: [
        flag('-o, --output string', 'Write to a file, not to standard output', '표준 출력 대신 파일에 쓰기', {
          completes: 'file',
        }),
        PLATFORMS,
      ],
    },
  ),
  command('image load', '[OPTIONS]', 'Read images from a tar archive', 'tar 아카이브에서 이미지를 불러옴', {
    also: ['load'],
    flags: [
      flag(
        '-i, --input string',
        'Read from a file, not from standard input',
        '표준 입력 대신 파일에서 읽기',
        { completes: 'file' },
      ),
      PLATFORMS,
      flag('-q, --quiet', 'Do not show the progress', '진행을 표시하지 않음'),
    ],
  }),
  command(
    'image import',
    '[OPTIONS] file|URL|- [REPOSITORY[:TAG]]',
    'Make an image of the files in a tar archive',
    'tar 아카이브의 파일로 이미지를 만듦',
    {
      also: ['import'],
      args: args('file|URL|-', '[REPOSITORY[:TAG]]'),
      flags: [
        flag(
          '-c, --change list',
          'Apply a Dockerfile instruction to the image',
          '이미지에 Dockerfile 지시어를 적용',
        ),
        flag('-m, --message string', 'Message for the history', '이력에 남길 메시지'),
        OTHER_PLATFORM,
      ],
    },
  ),
  command('image prune', '[OPTIONS]', 'Remove images that nothing uses', '쓰이지 않는 이미지를 삭제', {
    flags: [
      flag(
        '-a, --all',
        'All that no container uses, not only those without a name',
        '이름 없는 것뿐 아니라 컨테이너가 쓰지 않는 모든 이미지',
      ),
      PRUNE_FILTER,
      FORCE_PRUNE,
    ],
  }),
  command('search', '[OPTIONS] TERM', 'Search Docker Hub for images', 'Docker Hub에서 이미지를 검색', {
    args: [{ name: 'TERM', completes: 'none' }],
    flags: [
      FILTER,
      FORMAT,
      flag('--limit int', 'Most results to show', '표시할 결과의 최대 개수', { default: 0 }),
      NO_TRUNC,
    ],
  }),
];
