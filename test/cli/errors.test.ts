import { describe, expect, it } from 'vitest';
import { run } from '../helpers/cli.ts';

/** Wrong use, and what the two lines say in English and Korean. */
const CASES: readonly (readonly [
  string,
  readonly string[],
  readonly [string, string],
  readonly [string, string],
])[] = [
  [
    'a lesson with a slip of the pen',
    ['learn', 'vm-vs-contaner'],
    ['there is no lesson `vm-vs-contaner`', 'Did you mean `vm-vs-container`?'],
    ['`vm-vs-contaner` 레슨이 없습니다', '혹시 `vm-vs-container`인가요?'],
  ],
  [
    'a lesson that is like none',
    ['learn', 'zzzzzzzz'],
    ['there is no lesson `zzzzzzzz`', 'See `docker-tutor list`.'],
    ['`zzzzzzzz` 레슨이 없습니다', '`docker-tutor list`를 보세요.'],
  ],
  [
    'a path as a lesson',
    ['learn', '../../etc/passwd'],
    ['there is no lesson `../../etc/passwd`', 'See `docker-tutor list`.'],
    ['`../../etc/passwd` 레슨이 없습니다', '`docker-tutor list`를 보세요.'],
  ],
  [
    'an unknown step',
    ['learn', 'vm-vs-container', '--step', '11'],
    ['the lesson `vm-vs-container` has no step `11`', 'Its steps: 1 two-stacks, 2 predict, 3 no-guest'],
    ['`vm-vs-container` 레슨에는 `11` 단계가 없습니다', '단계: 1 two-stacks, 2 predict'],
  ],
  [
    'an unknown command',
    ['lern'],
    ['there is no command `lern`', 'Did you mean `docker-tutor learn`?'],
    ['`lern` 명령이 없습니다', '혹시 `docker-tutor learn`인가요?'],
  ],
  [
    'an unknown command of a group',
    ['pack', 'chek'],
    ['there is no command `chek`', 'Did you mean `check`?'],
    ['`chek` 명령이 없습니다', '혹시 `check`인가요?'],
  ],
  [
    'a wrong flag',
    ['list', '--jsn'],
    ['there is no option `--jsn` here', 'Did you mean `--json`?'],
    ['여기에는 `--jsn` 옵션이 없습니다', '혹시 `--json`인가요?'],
  ],
  [
    'a wrong flag that is like none',
    ['learn', '--frobnicate'],
    ['there is no option `--frobnicate` here', 'See `docker-tutor learn --help`.'],
    ['여기에는 `--frobnicate` 옵션이 없습니다', '`docker-tutor learn --help`를 보세요.'],
  ],
  [
    'a missing argument',
    ['draw'],
    ['`target` is missing', 'See `docker-tutor draw --help`.'],
    ['`target` 인수가 필요합니다', '`docker-tutor draw --help`를 보세요.'],
  ],
  [
    'a missing argument of a command in a group',
    ['pack', 'new'],
    ['`dir` is missing', 'See `docker-tutor pack new --help`.'],
    ['`dir` 인수가 필요합니다', '`docker-tutor pack new --help`를 보세요.'],
  ],
  [
    'a flag without its value',
    ['learn', '--step'],
    ['the option `--step', 'See `docker-tutor learn --help`.'],
    ['`--step', '`docker-tutor learn --help`를 보세요.'],
  ],
  [
    'too many words',
    ['learn', 'containers', 'again'],
    ['there are more words than this command takes', 'See `docker-tutor learn --help`.'],
    ['이 명령이 받는 것보다 인수가 많습니다', '`docker-tutor learn --help`를 보세요.'],
  ],
  [
    'two flags against each other',
    ['list', '--ascii', '--unicode'],
    ['`--ascii` and `--unicode` cannot stand together', 'See `docker-tutor list --help`.'],
    ['`--ascii`, `--unicode` 옵션은 함께 쓸 수 없습니다', '`docker-tutor list --help`를 보세요.'],
  ],
  [
    'a format that is none',
    ['draw', 'vm-vs-container/1', '--format', 'svgg'],
    ['`svgg` is not one of: text, alt, svg, json', 'See `docker-tutor draw --help`.'],
    ['`svgg` 대신 다음 중 하나를 쓰세요: text, alt, svg, json', '`docker-tutor draw --help`를 보세요.'],
  ],
  ...['39', '201', '-1', '80.5', 'wide', '1e9', ''].map(
    (width) =>
      [
        `the width "${width}"`,
        ['draw', 'vm-vs-container/1', `--width=${width}`],
        [`\`${width}\` is no width`, 'A width is a whole number from 40 to 200.'],
        [`너비로 쓸 수 없는 값입니다: \`${width}\``, '너비는 40에서 200까지의 정수입니다.'],
      ] as const,
  ),
  [
    'a target that is no step and no file',
    ['draw', 'vm-vs-container'],
    [
      '`vm-vs-container` is no step and no file',
      'Write <lesson>/<step>, such as vm-vs-container/1, a path, or `engine`.',
    ],
    [
      '`vm-vs-container`에 해당하는 단계도 파일도 없습니다',
      'vm-vs-container/1 같은 <레슨>/<단계>, 경로, `engine` 중 하나를 쓰세요.',
    ],
  ],
  [
    'a step without a picture',
    ['draw', 'vm-vs-container/predict-numbers'],
    [
      'step `predict-numbers` of `vm-vs-container` has no diagram',
      'Steps with a diagram: 1 two-stacks, 2 predict',
    ],
    ['`vm-vs-container` 레슨의 `predict-numbers` 단계에는 그림이 없습니다', '그림이 있는 단계: 1 two-stacks'],
  ],
  ...['../other', 'a b', '', 'x'.repeat(33), 'con', '한글'].map(
    (profile) =>
      [
        `the profile "${profile}"`,
        ['list', `--profile=${profile}`],
        [`\`${profile}\` cannot be the name of a profile`, 'Use 1 to 32 letters, digits, - and _.'],
        [`프로필 이름으로 쓸 수 없습니다: \`${profile}\``, '영문자, 숫자, -, _로 1자에서 32자까지 쓰세요.'],
      ] as const,
  ),
  [
    'a setting that is none',
    ['config', 'set', 'colour', 'red'],
    ['there is no setting `colour`', 'It can be: language, charset, motion.'],
    ['`colour` 설정이 없습니다', '쓸 수 있는 값: language, charset, motion.'],
  ],
  [
    'a value that a setting cannot have',
    ['config', 'set', 'language', 'fr'],
    ['`language` cannot be `fr`', 'It can be: en, ko, auto.'],
    ['`language` 설정에 `fr` 값을 쓸 수 없습니다', '쓸 수 있는 값: en, ko, auto.'],
  ],
  [
    'a file that is not there',
    ['import', 'nowhere.json'],
    ['cannot read nowhere.json (there is no such file or folder)', 'Check the path and try again.'],
    ['읽을 수 없습니다: nowhere.json (그런 파일이나 폴더가 없습니다)', '경로를 확인하고 다시 해 보세요.'],
  ],
  [
    'a pack that is not there',
    ['list', '--pack', 'nowhere'],
    ['cannot read nowhere (there is no such file or folder)', 'Check the path and try again.'],
    ['읽을 수 없습니다: nowhere (그런 파일이나 폴더가 없습니다)', '경로를 확인하고 다시 해 보세요.'],
  ],
  [
    'a word that is in no glossary',
    ['term', 'qqqq'],
    ['nothing is called `qqqq`', 'Try a shorter word, or `docker-tutor term` for all terms.'],
    ['`qqqq`에 해당하는 것이 없습니다', '더 짧은 낱말로 찾거나'],
  ],
  [
    'a reset of nothing',
    ['reset'],
    ['name a lesson or a lab, or say --all', 'For example: docker-tutor reset vm-vs-container'],
    ['레슨이나 실습 이름, 또는 --all이 필요합니다', '예: docker-tutor reset vm-vs-container'],
  ],
  [
    'a reset that nobody can be asked about',
    ['reset', '--all'],
    ['asking needs a terminal', 'Add --yes to forget without being asked.'],
    ['물어보려면 터미널이 필요합니다', '묻지 않고 지우려면 --yes를 붙이세요.'],
  ],
  [
    'a shell without completion',
    ['completion', 'tcsh'],
    ['`tcsh` is not one of: bash, zsh, fish, powershell', 'It can be: bash, zsh, fish, powershell.'],
    [
      '`tcsh` 대신 다음 중 하나를 쓰세요: bash, zsh, fish, powershell',
      '쓸 수 있는 값: bash, zsh, fish, powershell.',
    ],
  ],
  [
    'a schema that is none',
    ['pack', 'schema', 'lessons'],
    [
      'there is no schema `lessons`',
      'It can be: lesson, quiz, lab, pack, glossary, misconceptions, registry.',
    ],
    [
      '`lessons` 스키마가 없습니다',
      '쓸 수 있는 값: lesson, quiz, lab, pack, glossary, misconceptions, registry.',
    ],
  ],
  [
    'a pack whose name is no id',
    ['pack', 'new', 'My_Pack'],
    ['`My_Pack` cannot be the id of a pack', 'Use lower case words joined by hyphens, such as my-pack.'],
    ['팩의 id로 쓸 수 없습니다: `My_Pack`', 'my-pack처럼 소문자 낱말을 하이픈으로 이어 쓰세요.'],
  ],
];

describe.each(['en', 'ko'] as const)('in %s', (lang) => {
  it.each(CASES)('%s is told in two lines on stderr, and ends with 2', async (_, args, en, ko) => {
    const { stdout, stderr, code } = await run([...args, '--lang', lang].filter((word) => word !== ''));
    const [what, todo] = lang === 'ko' ? ko : en;
    expect(stdout).toBe('');
    const lines = stderr.split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain(`docker-tutor: ${what}`);
    expect(lines[1]).toContain(todo);
    expect(lines[2]).toBe('');
    expect(code).toBe(2);
  });
});

describe('errors', () => {
  it('are in the language of the environment when no flag says otherwise', async () => {
    const { stderr } = await run(['--frobnicate'], { env: { LANG: 'ko_KR.UTF-8' } });
    expect(stderr).toContain('옵션이 없습니다');
  });

  it('name a language that is none, in the language of the environment', async () => {
    const english = await run(['list', '--lang', 'klingon']);
    expect(english.stderr).toMatch(/^docker-tutor: `klingon` is no language\n.+\n$/);
    const korean = await run(['list', '--lang', '12'], { env: { LANG: 'ko_KR.UTF-8' } });
    expect(korean.stderr).toMatch(/^docker-tutor: 모르는 언어입니다: `12`\n.+\n$/);
    expect([english.code, korean.code]).toEqual([2, 2]);
  });

  it('do not send control characters of an argument to the terminal', async () => {
    for (const args of [
      ['learn', '\u001b[2Jevil\u0007'],
      ['\u001b[2Jevil'],
      ['list', '--\u001b[2J'],
      ['term', '\u001b[2J'],
      ['draw', 'vm-vs-container/\u001b[2J'],
      ['list', '--pack', '\u001b[2J'],
      ['config', 'set', 'language', '\u001b[2J'],
    ]) {
      const { stderr, code } = await run(args);
      expect(code).toBe(2);
      expect(stderr).not.toMatch(/[\u001b\u0007]/);
    }
  });

  it('of a group of commands without a command show its help and end with 2', async () => {
    const { stdout, stderr, code } = await run(['pack']);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain('new <dir>');
  });
});
