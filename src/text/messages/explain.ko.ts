import type { ExplainMessages } from './explain.en.ts';

/** `explain`이 도커 명령줄에 대해 하는 말, 한국어. */
export const explainKo: ExplainMessages = {
  docker: '도커 명령: 뒤에 적은 일을 엔진에 요청합니다',
  title: '단어별 설명',
  changes: '바뀌는 것',
  note: '참고',
  lesson: '읽을 레슨',
  notModelled: '샌드박스에는 아직 없습니다',
  deprecated: '예전 표기',
  terminator: '옵션의 끝: 이 뒤로는 옵션이 아닙니다',
  global: '도커 자체의 옵션',
  program: '컨테이너 안에서 실행할 프로그램과 그 인수',
  argument: {
    CONTAINER: '컨테이너(이름 또는 아이디의 앞부분)',
    IMAGE: '이미지',
    SOURCE_IMAGE: '이미 있는 이미지',
    TARGET_IMAGE: '새로 붙일 이름',
    NETWORK: '네트워크',
    VOLUME: '볼륨',
    SERVICE: '서비스(compose 파일에 적힌 이름)',
    COMMAND: '컨테이너 안에서 실행할 프로그램',
    ARG: '그 프로그램의 인수',
    NEW_NAME: '새 이름',
    NAME: '대상(이름 또는 아이디)',
    REPOSITORY: '이미지 이름',
    PATH: '빌드 컨텍스트: 빌드가 복사할 수 있는 파일이 있는 폴더',
    TERM: '찾을 낱말',
    SERVER: '레지스트리',
    SRC_PATH: '복사할 원본',
    DEST_PATH: '복사할 위치',
  },
  anArgument: '인수',
  value: {
    publish: ({ host, container, protocol }) =>
      `호스트의 ${host}에 오는 요청이 컨테이너의 ${container}번 포트(${protocol})로 갑니다`,
    publishAnywhere: ({ container, protocol }) =>
      `엔진이 고른 호스트의 빈 포트가 컨테이너의 ${container}번 포트(${protocol})로 이어집니다`,
    bind: ({ source, target }) => `컨테이너의 ${target}에 호스트의 ${source} 내용이 나타납니다`,
    volume: ({ source, target }) => `컨테이너의 ${target}에 ${source} 볼륨이 나타납니다`,
    anonymous: ({ target }) => `이름 없는 새 볼륨이 ${target}에 나타납니다`,
    readOnly: () => '컨테이너에서는 읽기 전용',
    variable: ({ name, value }) => `안에서 ${name}의 값은 “${value}”`,
    passed: ({ name }) => `지금 여기에 있는 ${name}의 값을 그대로 넘깁니다`,
    bytes: ({ bytes }) => `${bytes}바이트`,
    latest: () => '태그가 없으면 latest 태그를 씁니다',
    tag: ({ repository, tag }) => `저장소 ${repository}, 태그 ${tag}`,
    digest: () => '다이제스트로 지정: 나중에 태그가 바뀌어도 바로 이 이미지',
    registry: ({ registry }) => `레지스트리 ${registry}에서`,
    noRestart: () => '끝난 채로 둡니다',
    always: () => '끝날 때마다, 그리고 엔진이 시작될 때도 다시 시작',
    unlessStopped: () => '사람이 중지하지 않은 한 다시 시작',
    onFailure: () => '종료 코드가 0이 아닐 때만 다시 시작',
    hostNetwork: () => '따로 네트워크를 두지 않고 호스트의 네트워크를 씁니다',
    noNetwork: () => '네트워크 없음',
    bridge: () => '기본 브리지. 여기서는 이름으로 찾을 수 없습니다',
    ofContainer: ({ container, path }) => `컨테이너 ${container} 안의 ${path}`,
    ofHost: ({ path }) => `호스트의 ${path}`,
    stream: () => '파이프로 주고받는 tar 아카이브',
  },
  effect: {
    nothing: () => '없습니다. 보기만 합니다.',
    nothingHere: () => '엔진에서는 바뀌는 것이 없습니다.',
    pullIfMissing: ({ image }) => `${image} 이미지가 없으면 내려받습니다.`,
    pullAlways: ({ image }) => `레지스트리에 ${image} 이미지를 물어보고 새로운 부분을 내려받습니다.`,
    pullNever: ({ image }) => `${image} 이미지가 없으면 내려받지 않고 실패합니다.`,
    create: ({ name }) =>
      `이미지 위에 쓰기 레이어를 얹어 ${name} 컨테이너를 만듭니다. 이름이 이미 쓰이고 있으면 실패합니다.`,
    createUnnamed: () => '이미지 위에 쓰기 레이어를 얹어, 무작위 이름의 컨테이너를 만듭니다.',
    makesVolume: ({ volume }) =>
      `${volume} 볼륨이 없으면 만듭니다. 빈 볼륨은 이미지의 그 경로에 있던 내용으로 채워집니다.`,
    makesAnonymous: ({ target }) => `${target}에 쓸 이름 없는 볼륨을 만듭니다.`,
    bindMount: ({ source }) => `컨테이너가 그곳에 쓰는 것은 호스트의 ${source}에 쓰여 그대로 남습니다.`,
    joins: ({ network }) => `네트워크 ${network}에 연결합니다. 그 안에서는 컨테이너끼리 이름으로 찾습니다.`,
    publishes: ({ ports }) =>
      `호스트의 포트를 차지합니다: ${ports}. 이미 쓰이고 있으면 시작할 때 실패합니다.`,
    starts: () => '시작합니다. 프로그램이 그 안에서 PID 1이 됩니다.',
    onlyCreated: () => '시작하지는 않습니다.',
    foreground: () =>
      '프로그램이 끝날 때까지 출력을 보여 주고, 그 종료 코드를 이 명령의 종료 코드로 돌려줍니다.',
    interactive: () => '끝날 때까지 키보드와 화면이 안쪽 프로그램에 연결됩니다.',
    detached: () => '컨테이너 아이디를 출력하고 바로 프롬프트로 돌아옵니다. 컨테이너는 계속 실행됩니다.',
    removedAfter: () => '끝나면 컨테이너와 이름 없는 볼륨을 삭제합니다.',
    keptAfter: () => '끝나도 컨테이너는 삭제할 때까지 종료된 상태로 남습니다.',
    restarts: ({ policy }) => `끝나면 엔진이 ${policy} 정책에 따라 다시 시작합니다.`,
    privileged: () => '컨테이너가 호스트에 대해 거의 모든 권한을 가지므로 더는 격리되지 않습니다.',
    startsAll: ({ containers }) => `${containers} 컨테이너를 남아 있던 파일 그대로 시작합니다.`,
    stops: ({ containers, seconds }) =>
      `${containers}의 PID 1에 중지 시그널(이미지가 달리 정하지 않으면 SIGTERM)을 보내고, ${seconds}초 뒤에는 SIGKILL을 보냅니다. 컨테이너는 파일과 함께 종료 상태로 남습니다.`,
    restartsAll: ({ containers, seconds }) =>
      `${containers} 컨테이너를 중지했다가(${seconds}초 뒤 SIGKILL) 같은 파일로 다시 시작합니다.`,
    kills: ({ containers, signal }) =>
      `${containers}의 PID 1에 ${signal} 시그널을 보냅니다. SIGKILL이면 뒷정리할 틈이 없습니다.`,
    pauses: ({ containers }) => `${containers}의 모든 프로세스를 멈춥니다. 메모리에는 그대로 있습니다.`,
    unpauses: ({ containers }) => `${containers}의 프로세스를 다시 진행시킵니다.`,
    waits: ({ containers }) => `없습니다. ${containers} 컨테이너가 끝나기를 기다려 종료 코드를 출력합니다.`,
    removes: ({ containers }) =>
      `${containers} 컨테이너를 쓰기 레이어와 함께 삭제합니다. 거기에 쓴 것은 사라집니다. 실행 중이면 거부합니다.`,
    removesForced: ({ containers }) =>
      `${containers} 컨테이너가 실행 중이면 강제로 끝내고 쓰기 레이어와 함께 삭제합니다. 거기에 쓴 것은 사라집니다.`,
    removesVolumesToo: () => '이름 없는 볼륨도 삭제합니다. 이름 있는 볼륨은 남습니다.',
    keepsVolumes: () => '볼륨과 이미지는 남습니다.',
    renames: ({ from, to }) => `컨테이너의 이름을 바꿉니다: ${from} → ${to}. 다른 것은 그대로입니다.`,
    updates: ({ containers }) =>
      `${containers}의 리소스 제한이나 재시작 정책을 다시 시작하지 않고 바로 바꿉니다.`,
    execs: ({ container }) =>
      `${container} 안에서 PID 1 곁에 프로세스를 하나 더 시작합니다. 컨테이너가 끝나면 함께 끝납니다. 쓴 것은 컨테이너의 쓰기 레이어에 남습니다.`,
    attaches: ({ container }) =>
      `그 자체로는 없습니다. 터미널이 ${container}의 PID 1에 연결되므로 Ctrl-C도 그쪽에 전달됩니다.`,
    commits: ({ container }) =>
      `새 이미지를 만듭니다. ${container}의 이미지에 쓰기 레이어를 레이어 하나로 더한 것입니다.`,
    copies: ({ from, to }) => `복사합니다: ${from} → ${to}. 같은 이름의 파일은 덮어씁니다.`,
    writesFile: ({ file }) => `엔진에서는 없습니다. 호스트에 ${file} 파일을 씁니다.`,
    prunesContainers: () =>
      '중지된 컨테이너를 그 안에 쓴 것과 함께 모두 삭제합니다. -f가 없으면 먼저 묻습니다.',
    prunesImages: () => '컨테이너가 쓰지 않는, 이름 없는 이미지를 삭제합니다. -f가 없으면 먼저 묻습니다.',
    prunesAllImages: () => '컨테이너가 쓰지 않는 이미지를 모두 삭제합니다. -f가 없으면 먼저 묻습니다.',
    prunesNetworks: () => '컨테이너가 쓰지 않는 사용자 정의 네트워크를 삭제합니다.',
    prunesVolumes: () => '컨테이너가 쓰지 않는, 이름 없는 볼륨을 데이터와 함께 삭제합니다.',
    prunesAllVolumes: () => '컨테이너가 쓰지 않는 볼륨을 데이터와 함께 모두 삭제합니다.',
    prunesCache: () => '빌드가 남긴 캐시를 삭제합니다.',
    pulls: ({ image }) =>
      `${image}의 레이어 가운데 없는 것을 내려받고 이름이 그 이미지를 가리키게 합니다. 이미 있는 컨테이너의 이미지는 그대로입니다.`,
    pushes: ({ image }) =>
      `${image}의 레이어 가운데 레지스트리에 없는 것을 올립니다. 여기서는 바뀌는 것이 없습니다.`,
    tags: ({ source, target }) =>
      `${source} 이미지에 이름을 하나 더 붙입니다: ${target}. 같은 이미지이므로 용량은 늘지 않습니다.`,
    removesImage: ({ images }) =>
      `이미지에서 이 이름을 뗍니다: ${images}. 마지막 이름이고 쓰는 컨테이너가 없으면 이미지도 삭제됩니다. 다른 이미지와 공유하는 레이어는 남습니다.`,
    builds: ({ context }) =>
      `${context}의 파일로 Dockerfile의 명령을 실행해 이미지를 만듭니다. 바뀌지 않은 것은 캐시에서 가져옵니다.`,
    names: ({ tags }) =>
      `이 이름이 그 이미지를 가리킵니다: ${tags}. 전에 그 이름이던 이미지는 이름 없이 남습니다.`,
    unnamed: () => '-t가 없으면 이미지에는 이름 없이 아이디만 있습니다.',
    loads: () => '아카이브에 든 이미지를 거기 적힌 이름으로 추가합니다.',
    imports: () => '아카이브의 파일로 레이어 하나짜리 이미지를 만듭니다.',
    logsIn: ({ registry }) => `${registry}의 인증 정보를 내 설정에 저장합니다.`,
    logsOut: ({ registry }) => `${registry}의 인증 정보를 지웁니다.`,
    makesNetwork: ({ network, driver }) =>
      `주소 범위를 따로 가진 ${network} 네트워크(${driver})를 만듭니다. 그 안의 컨테이너는 이름으로 서로 찾습니다.`,
    removesNetwork: ({ networks }) => `${networks} 네트워크를 삭제합니다. 쓰는 컨테이너가 있으면 거부합니다.`,
    connects: ({ network, container }) => `${container}에 ${network}의 주소를 바로 하나 더 줍니다.`,
    disconnects: ({ network, container }) => `${container} 컨테이너를 ${network} 네트워크에서 바로 뗍니다.`,
    createsVolume: ({ volume }) => `${volume} 볼륨을 만듭니다. 이미 있으면 그대로 둡니다.`,
    createsUnnamedVolume: () => '무작위로 지은 긴 이름의 볼륨을 만듭니다.',
    removesVolume: ({ volumes }) =>
      `${volumes} 볼륨을 그 안의 데이터와 함께 영영 삭제합니다. 쓰는 컨테이너가 있으면 거부합니다.`,
    composeUp: () =>
      'compose 파일에 적힌 네트워크, 볼륨, 컨테이너 가운데 없는 것을 만듭니다. 설정이 바뀐 컨테이너는 새로 만듭니다. depends_on 순서대로 시작합니다.',
    composeForeground: () => 'Ctrl-C로 중지할 때까지 모든 컨테이너의 출력을 보여 줍니다.',
    composeDetached: () => '바로 프롬프트로 돌아옵니다. 컨테이너는 계속 실행됩니다.',
    composeBuilds: () => 'build가 있는 서비스의 이미지를 빌드합니다.',
    composeDown: () => '프로젝트의 컨테이너와 네트워크를 중지하고 삭제합니다. 볼륨은 남습니다.',
    composeDownVolumes: () =>
      '프로젝트의 컨테이너와 네트워크를 중지하고 삭제하며, 볼륨도 데이터와 함께 삭제합니다.',
    composeStops: () => '프로젝트의 컨테이너를 중지합니다. 컨테이너는 종료된 상태로 남습니다.',
    composeStarts: () => '이미 있는 프로젝트의 컨테이너를 시작합니다.',
    composeRestarts: () =>
      '프로젝트의 컨테이너를 중지했다가 다시 시작합니다. compose 파일을 고친 것은 반영되지 않습니다.',
    composePulls: () => '서비스의 이미지를 내려받습니다.',
    contextUse: ({ context }) => `이제부터 도커는 컨텍스트 ${context}의 엔진과 이야기합니다.`,
  },
  notes: {
    allAddresses: () =>
      '주소를 적지 않고 게시한 포트는 호스트의 모든 주소에서 접속할 수 있습니다. 127.0.0.1:…이면 이 컴퓨터에서만 접속됩니다.',
    noTty: () => '-i 없는 -t는 터미널처럼 보이지만 키 입력을 받지 않습니다.',
    noName: () => '--name으로 이름을 붙여 두면 나중에 아이디보다 입력하기 쉽습니다.',
    rmRestart: () => '도커는 --rm과 재시작 정책을 함께 쓰는 것을 거부합니다.',
    latest: () => 'latest도 그저 이름일 뿐, 가장 새로운 것이라는 뜻은 아닙니다.',
  },
  notDocker: (word) => `도커에 없는 명령줄입니다: \`${word}\``,
  notDockerHint: '도커 명령을 적으세요: docker-tutor explain docker run --rm alpine',
  missing: '설명할 도커 명령이 없습니다',
  didYouMean: (word) => `혹시 \`${word}\`인가요?`,
  dockerSays: '도커의 메시지',
  helpOnly: (command) => `\`${command}\` 명령은 도커의 도움말을 출력할 뿐 바꾸는 것이 없습니다.`,
};
