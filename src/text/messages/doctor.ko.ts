import type { DoctorMessages } from './doctor.en.ts';

/** `doctor`가 하는 말, 한국어. */
export const doctorKo: DoctorMessages = {
  title: '이 컴퓨터',
  terminal: '터미널',
  size: (columns, rows) => `${columns} × ${rows}`,
  small: '80 × 24보다 작아서 단계가 스크롤됩니다',
  pipe: '파이프이거나 단순 터미널: 글자만 출력합니다',
  colour: '색',
  colours: (colours) => (colours ? '씀' : '쓰지 않음'),
  characters: '문자',
  widths: '측정한 너비',
  notMeasured: '측정하지 못해 정상으로 보고 그립니다',
  wideBoxes: '이 터미널은 상자 문자를 두 칸으로 표시합니다. 그래서 그림을 ASCII 문자로 그립니다',
  wideBoxesWanted:
    '이 터미널은 상자 문자를 두 칸으로 표시하는데, 설정에서 상자 문자를 쓰도록 해서 그림이 비뚤어 보입니다',
  goodWidths: '정상',
  oddWidths: (which) => `정상과 다릅니다(${which}). 그림이 비뚤어 보일 수 있습니다`,
  probe: { box: '상자 문자', hangul: '한글', arrow: '화살표', emoji: '이모지' },
  cells: (name, cells) => `${name} ${cells}칸`,
  node: 'Node.js',
  data: '데이터 폴더',
  notWritable: (why) => `쓸 수 없음 (${why})`,
  docker: '도커',
  noDocker: '없음. docker-tutor에는 필요하지 않습니다',
  dockerClient: (client) =>
    `docker ${client} 명령은 있지만 엔진이 답하지 않습니다. docker-tutor에는 필요하지 않습니다`,
  dockerEngine: (engine) => `엔진 ${engine}`,
  asking: '도커에 물어보는 중 …',
  language: '언어',
};
