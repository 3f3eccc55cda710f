import type { DrawMessages } from './draw.en.ts';

/** `draw`가 파일에 대해 하는 말, 한국어. */
export const drawKo: DrawMessages = {
  nothingInFolder: (path) => `Dockerfile도 Compose 파일도 없는 폴더입니다: ${path}`,
  nothingInFolderHint: './app/web.Dockerfile처럼 파일을 직접 적어 보세요.',
  notText: (path) => `텍스트 파일이 아닙니다: ${path}`,
  tooLarge: (path) => `Dockerfile로 보기에는 너무 큽니다: ${path}`,
  nameAFile: 'Dockerfile이나 Compose 파일을 적어 보세요.',
  onlyFor: (option, what) => `\`${option}\` 옵션은 ${what}에만 쓸 수 있습니다`,
  aDockerfile: 'Dockerfile',
  theEngine: '`draw engine`',
  onePicture: '한 번만 그리는 그림',
  outside: (path, context) => `빌드 컨텍스트(${context}) 안에 없습니다: ${path}`,
  outsideHint: '빌드 컨텍스트는 Dockerfile이 있는 폴더입니다.',
  alsoThere: (path) => `Compose 파일도 있습니다: docker-tutor draw ${path}`,

  ignored: (files) => `.dockerignore로 빠지므로 어떤 빌드에도 보이지 않습니다: ${files}`,
  unread: (files) => `빌드하는 줄 중 아무것도 읽지 않습니다: ${files}`,
  more: (files, count) => `${files} 외 ${count}개`,
  itself: (name) =>
    `${name} 자체: 줄의 내용도 비교합니다. 전과 다르게 쓴 줄과 그 뒤의 모든 줄은 다시 빌드합니다. 그림에는 이 파일을 복사하는 줄만 나타납니다.`,
  unsure: '다시 확인: 복사할 것이 나온 다음에 내용을 비교합니다. 전과 같으면 결국 캐시를 씁니다.',
  assumed: '바뀌지 않은 것으로 본 것: Dockerfile의 줄, 빌드 인수, 베이스 이미지.',

  checks: (count) => `도커의 빌드 검사 ${count}건:`,
  check: (line, rule, message) => `${line}번째 줄: ${rule}: ${message}`,
  lesson: (id) => `참고: docker-tutor learn ${id}`,
};
