/** What `draw` says about Compose files, beside the picture. */
import type { Undrawn } from '../diagram/compose/from-project.ts';
import type { Lang } from '../text/localized.ts';

const en = {
  drawnFrom: (files: readonly string[]) => `Drawn from: ${files.join(', ')}`,
  notDrawn: (things: readonly string[]) => `Not in the picture: ${things.join(', ')}`,
  unused: (names: readonly string[]) => `No service uses these, so Compose makes none: ${names.join(', ')}`,
  unset: (names: readonly string[]) => `Variables that are not set, and so are empty: ${names.join(', ')}`,
  obsoleteVersion: '`version` is out of date: Compose ignores it, and you may remove it.',
  undrawn: {
    secrets: 'secrets',
    configs: 'configs',
    models: 'models',
    tmpfs: 'tmpfs mounts',
    'anonymous volumes': 'anonymous volumes',
    devices: 'devices',
    gpus: 'GPUs',
    links: 'links',
    volumes_from: 'volumes_from',
  } satisfies Record<Undrawn, string> as Readonly<Record<Undrawn, string>>,
  at: (file: string, line: number, message: string) =>
    line > 0 ? `${file}, line ${line}: ${message}` : `${file}: ${message}`,
  unknownKey: (key: string) => `unknown key \`${key}\``,
  composeSaysSo: 'docker compose refuses the file for this. Mend it and draw again.',
  didYouMean: (key: string) => `Did you mean \`${key}\`?`,
  noService: (file: string) => `${file} has no services, so there is nothing to draw`,
  noServiceHint: 'Write at least one under `services:`, with an `image` or a `build`.',
  noFile: (folder: string) => `there is no Compose file in ${folder}`,
  noFileHint: 'It would be called compose.yaml; give its path if it has another name.',
  notText: (file: string) => `${file} is not a text file`,
  notTextHint: 'A Compose file is YAML in UTF-8.',
  tooLarge: (file: string) => `${file} is larger than 256 KiB`,
  tooLargeHint: 'Draw a smaller Compose file.',
};

/** The words of one language. */
type DrawComposeWords = typeof en;

const ko: DrawComposeWords = {
  drawnFrom: (files) => `읽은 파일: ${files.join(', ')}`,
  notDrawn: (things) => `그림에 없는 것: ${things.join(', ')}`,
  unused: (names) => `쓰는 서비스가 없어 Compose가 만들지 않는 것: ${names.join(', ')}`,
  unset: (names) => `값이 없어 빈 문자열이 된 변수: ${names.join(', ')}`,
  obsoleteVersion: '`version`은 더 이상 쓰이지 않습니다. Compose가 무시하므로 지워도 됩니다.',
  undrawn: {
    secrets: '시크릿',
    configs: '컨피그',
    models: '모델',
    tmpfs: 'tmpfs 마운트',
    'anonymous volumes': '익명 볼륨',
    devices: '장치',
    gpus: 'GPU',
    links: '링크',
    volumes_from: 'volumes_from',
  },
  at: (file, line, message) => (line > 0 ? `${file} ${line}번째 줄: ${message}` : `${file}: ${message}`),
  unknownKey: (key) => `알 수 없는 키 \`${key}\``,
  composeSaysSo: 'docker compose도 이 때문에 파일을 받아들이지 않습니다. 고친 뒤 다시 그려 보세요.',
  didYouMean: (key) => `혹시 \`${key}\` 아닌가요?`,
  noService: (file) => `서비스가 없어 그릴 것이 없습니다: ${file}`,
  noServiceHint: '`services:` 아래에 `image`나 `build`가 있는 서비스를 하나 이상 쓰세요.',
  noFile: (folder) => `Compose 파일이 없습니다: ${folder}`,
  noFileHint: '보통 이름은 compose.yaml입니다. 다른 이름이면 파일의 경로를 쓰세요.',
  notText: (file) => `텍스트 파일이 아닙니다: ${file}`,
  notTextHint: 'Compose 파일은 UTF-8로 쓴 YAML입니다.',
  tooLarge: (file) => `파일이 256 KiB보다 큽니다: ${file}`,
  tooLargeHint: '더 작은 Compose 파일을 그려 보세요.',
};

/** The words of a language; English if there is none. */
export function drawComposeWords(lang: Lang): DrawComposeWords {
  return lang === 'ko' ? ko : en;
}
