import { execFile } from 'node:child_process';

/** What `docker version` tells; nothing of it if docker is not installed. */
export interface DockerVersion {
  /** The version of the command. */
  readonly client?: string;
  /** The version of the engine that answers. */
  readonly engine?: string;
}

/** A remote or sleeping engine may take a while; a person is waiting. */
const PATIENCE = 5_000;

/** Asks the `docker` command, wherever it points (contexts, `DOCKER_HOST`), for its versions. Never fails. */
export function askDockerVersion(): Promise<DockerVersion> {
  const args = ['version', '--format', '{{.Client.Version}}\n{{if .Server}}{{.Server.Version}}{{end}}'];
  return new Promise((resolve) => {
    execFile('docker', args, { timeout: PATIENCE, windowsHide: true }, (_error, stdout) => {
      const [client, engine] = stdout.split('\n').map((line) => line.trim());
      resolve({ ...(client ? { client } : {}), ...(engine ? { engine } : {}) });
    });
  });
}
