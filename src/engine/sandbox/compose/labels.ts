import type { ContainerFacts } from '../../world.ts';

/** The labels by which Compose knows what is its own (docker/compose pkg/api/labels.go). */
export const LABEL = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  hash: 'com.docker.compose.config-hash',
  number: 'com.docker.compose.container-number',
  volume: 'com.docker.compose.volume',
  network: 'com.docker.compose.network',
  workingDir: 'com.docker.compose.project.working_dir',
  files: 'com.docker.compose.project.config_files',
  environmentFile: 'com.docker.compose.project.environment_file',
  oneoff: 'com.docker.compose.oneoff',
  slug: 'com.docker.compose.slug',
  image: 'com.docker.compose.image',
  dependsOn: 'com.docker.compose.depends_on',
  version: 'com.docker.compose.version',
  replace: 'com.docker.compose.replace',
} as const;

/** @returns a label of a container; '' if it has none of that name */
export function labelOf(container: ContainerFacts, label: keyof typeof LABEL): string {
  return container.Config.Labels?.[LABEL[label]] ?? '';
}

/** @returns a container's name without the slash */
export function nameOf(container: ContainerFacts): string {
  return container.Name.replace(/^\//, '');
}

/** @returns how logs name a container: without the project, where Compose chose the name */
export function shortName(container: ContainerFacts): string {
  const name = nameOf(container);
  const project = labelOf(container, 'project');
  return name === `${project}-${labelOf(container, 'service')}-${labelOf(container, 'number')}`
    ? name.slice(project.length + 1)
    : name;
}

/** @returns which of its service's containers it is */
export function numberOf(container: ContainerFacts): number {
  return Number(labelOf(container, 'number'));
}

export function isOneOff(container: ContainerFacts): boolean {
  return labelOf(container, 'oneoff') === 'True';
}
