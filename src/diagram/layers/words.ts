/** The words that pictures of layers add of their own. Korean avoids particles after labels. */
import type { Lang } from '../../text/localized.ts';

const en = {
  // At a layer.
  states: { cached: 'cached', rebuilt: 'rebuilt', checked: 'checked again', skipped: 'not built' },
  metadata: 'metadata',
  noLayer: 'metadata, no layer',
  filesChanged: (files: readonly string[]) => `${listed(files, (n) => `and ${n} more`)} changed`,
  /** Why a layer is cached, rebuilt or checked. */
  because: {
    'reads-none': () => 'reads none of it',
    before: () => 'because of the line before it',
    stage: (stage: string) => `because of stage ${stage}`,
    remote: () => 'a URL, asked again',
  },
  withReason: (state: string, reason: string) => `${state}: ${reason}`,
  from: (source: string) => `from ${source}`,
  onStage: (stage: string) => `on stage ${stage}`,

  // Stages.
  stage: (name: string) => (isNameless(name) ? name : `stage ${name}`),
  target: 'the image',
  stageFromTop: (title: string) => `${title}, from the top:`,
};

/** The words of one language. */
export type LayerWords = typeof en;

const ko: LayerWords = {
  states: { cached: '캐시 사용', rebuilt: '다시 빌드', checked: '다시 확인', skipped: '빌드하지 않음' },
  metadata: '메타데이터',
  noLayer: '메타데이터, 레이어 없음',
  filesChanged: (files) => `${listed(files, (n) => `외 ${n}개`)} 변경됨`,
  because: {
    'reads-none': () => '바뀐 파일을 읽지 않음',
    before: () => '앞 줄 때문',
    stage: (stage) => `${stage} 스테이지 때문`,
    remote: () => 'URL 다시 확인',
  },
  withReason: (state, reason) => `${state}: ${reason}`,
  from: (source) => `${source}에서 복사`,
  onStage: (stage) => `${stage} 스테이지 위`,

  stage: (name) => (isNameless(name) ? name : `${name} 스테이지`),
  target: '이미지',
  stageFromTop: (title) => `${title}, 위에서부터:`,
};

/** BuildKit's own name for a stage that has none: `stage-1`. */
function isNameless(name: string): boolean {
  return /^stage-\d+$/.test(name);
}

function listed(files: readonly string[], more: (count: number) => string): string {
  return files.length > 2 ? `${files[0]} ${more(files.length - 1)}` : files.join(', ');
}

/**
 * The words of a language.
 *
 * @param lang the language
 * @returns its table; English if there is none
 */
export function layerWords(lang: Lang): LayerWords {
  return lang === 'ko' ? ko : en;
}
