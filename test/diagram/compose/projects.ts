/** Projects that tests draw, tell and edit. */
import type { ComposeModel } from '../../../src/diagram/compose/model.ts';
import type { ComposeDiagramSource } from '../../../src/diagram/compose/schema.ts';
import { modelOf } from '../models.ts';

/** The model of a project written as in a lesson. */
export function project(source: Omit<ComposeDiagramSource, 'kind'>): ComposeModel {
  return modelOf({ kind: 'compose', ...source }) as ComposeModel;
}

/** A proxy in front, a database behind. */
export const shop = project({
  services: {
    proxy: { image: 'nginx:1.29', ports: ['8080:80'], networks: ['front'], depends_on: ['api'] },
    api: {
      build: './api',
      deploy: { replicas: 3 },
      networks: ['front', 'back'],
      depends_on: { db: { condition: 'service_healthy' } },
    },
    db: { image: 'postgres:17', networks: ['back'], volumes: ['data:/var/lib/postgresql/data'] },
  },
  networks: { front: null, back: { internal: true } },
  volumes: { data: null },
});
