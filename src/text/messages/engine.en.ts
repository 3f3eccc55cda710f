/** What is said of the engine that answers, or does not, in English. A `…Hint` says what to do. */
export const engineEn = {
  products: { engine: 'Docker Engine', desktop: 'Docker Desktop', podman: 'Podman' },
  /** @param product one of `products` */
  talksTo: (product: string, version: string, context: string) => `${product} ${version}, context ${context}`,
  remote: (endpoint: string) => `The engine is on another computer: ${endpoint}`,
  remoteHint:
    'Published ports and bind mounts are over there, not here. To use this computer: docker context use default',
  absent: 'Docker is not installed here: there is no `docker` command.',
  absentHint:
    'Practise in the sandbox, which needs nothing; or install Docker: https://docs.docker.com/get-started/get-docker/',
  notRunning: (endpoint: string) => `Docker is installed, but no engine answers at ${endpoint}.`,
  notRunningHint:
    'Start Docker Desktop, or on Linux: sudo systemctl start docker. Or practise in the sandbox.',
  forbidden: (endpoint: string) => `This user may not use the engine at ${endpoint}.`,
  forbiddenHint:
    'Ask whoever looks after this computer: using Docker is as good as being root. On your own: sudo usermod -aG docker $USER, then log in again. Or practise in the sandbox.',
  slow: (endpoint: string, seconds: number) =>
    `The engine at ${endpoint} gave no answer in ${seconds === 1 ? '1 second' : `${seconds} seconds`}.`,
  slowHint: 'It may still be starting: try again in a moment. Or practise in the sandbox.',
  unreachable: (endpoint: string) => `The engine on another computer cannot be reached: ${endpoint}`,
  unreachableHint:
    'Check the network, or choose this computer: docker context use default (and unset DOCKER_HOST).',
  badContext: (said: string) => `Docker does not know where its engine is: ${said}`,
  badContextHint: 'See the contexts with `docker context ls`, then choose one: docker context use default',
  tooOld: (said: string) => `Docker is too old for this, or its parts do not fit: ${said}`,
  tooOldHint: 'Engines from 20.10 on work. Update Docker, or practise in the sandbox.',
  other: (said: string) => `Docker does not answer: ${said}`,
  otherHint: 'Try `docker version` yourself to see more. Or practise in the sandbox.',
  /** Where docker does not say what it points to. */
  unknownEndpoint: 'its usual place',
};

/** Every text about engines in one language. */
export type EngineMessages = typeof engineEn;
