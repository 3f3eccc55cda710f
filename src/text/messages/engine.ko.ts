import type { EngineMessages } from './engine.en.ts';

/** 응답하거나 응답하지 않는 엔진에 대한 말, 한국어. */
export const engineKo: EngineMessages = {
  products: { engine: '도커 엔진', desktop: '도커 데스크톱', podman: '포드맨(Podman)' },
  talksTo: (product, version, context) => `${product} ${version}, 컨텍스트 ${context}`,
  remote: (endpoint) => `엔진이 다른 컴퓨터에 있습니다: ${endpoint}`,
  remoteHint:
    '공개한 포트와 바인드 마운트도 이 컴퓨터가 아니라 그쪽에 있습니다. 이 컴퓨터를 쓰려면: docker context use default',
  absent: '이 컴퓨터에는 도커가 설치되어 있지 않습니다. `docker` 명령이 없습니다.',
  absentHint:
    '아무것도 필요 없는 샌드박스에서 연습하거나 도커를 설치하세요: https://docs.docker.com/get-started/get-docker/',
  notRunning: (endpoint) => `도커는 설치되어 있지만 ${endpoint}에서 응답하는 엔진이 없습니다.`,
  notRunningHint:
    '도커 데스크톱을 켜거나, 리눅스에서는 sudo systemctl start docker를 실행하세요. 샌드박스에서 연습할 수도 있습니다.',
  forbidden: (endpoint) => `이 사용자는 ${endpoint}의 엔진을 쓸 권한이 없습니다.`,
  forbiddenHint:
    '도커를 쓸 수 있으면 root나 다름없으니 컴퓨터 관리자에게 문의하세요. 본인 컴퓨터라면: sudo usermod -aG docker $USER 실행 후 다시 로그인하세요. 샌드박스에서 연습할 수도 있습니다.',
  slow: (endpoint, seconds) => `${endpoint}의 엔진이 ${seconds}초 안에 응답하지 않았습니다.`,
  slowHint: '아직 시작하는 중일 수 있으니 잠시 뒤에 다시 해 보세요. 샌드박스에서 연습할 수도 있습니다.',
  unreachable: (endpoint) => `다른 컴퓨터에 있는 엔진에 연결할 수 없습니다: ${endpoint}`,
  unreachableHint:
    '네트워크를 확인하거나 이 컴퓨터를 고르세요: docker context use default (DOCKER_HOST도 해제하세요).',
  badContext: (said) => `도커가 엔진의 위치를 모릅니다: ${said}`,
  badContextHint: '`docker context ls`로 컨텍스트를 확인하고 하나를 고르세요: docker context use default',
  tooOld: (said) => `도커가 너무 오래되었거나 구성 요소의 버전이 맞지 않습니다: ${said}`,
  tooOldHint: '엔진 20.10부터 쓸 수 있습니다. 도커를 업데이트하거나 샌드박스에서 연습하세요.',
  other: (said) => `도커가 응답하지 않습니다: ${said}`,
  otherHint: '`docker version`을 직접 실행해 보세요. 샌드박스에서 연습할 수도 있습니다.',
  unknownEndpoint: '기본 위치',
};
