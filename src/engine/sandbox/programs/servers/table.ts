import type { Program } from '../../kernel/process.ts';
import { httpd } from './httpd.ts';
import { envsubst, envsubstOnTemplates, listenOnIpv6 } from './nginx/entrypoint.ts';
import { nginx } from './nginx/nginx.ts';
import { postgresEntrypoint } from './postgres/entrypoint.ts';
import { createDatabase, pgIsReady, psql } from './postgres/psql.ts';
import { postgres } from './postgres/server.ts';
import { redisCli } from './redis/cli.ts';
import { redisServer } from './redis/server.ts';
import { registryServer } from './registry.ts';
import { hello, memoryHog, slowStart, whoamiServer } from './small.ts';

/** The servers of the images, by the names that the registry's file gives them. */
export const servers: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['hello', hello],
  ['nginx', nginx],
  ['nginx:listen-on-ipv6', listenOnIpv6],
  ['nginx:envsubst-on-templates', envsubstOnTemplates],
  ['envsubst', envsubst],
  ['httpd', httpd],
  ['whoami-server', whoamiServer],
  ['memory-hog', memoryHog],
  ['slow-start', slowStart],
  ['registry', registryServer],
  ['redis-server', redisServer],
  ['redis-cli', redisCli],
  ['postgres-entrypoint', postgresEntrypoint],
  ['postgres', postgres],
  ['psql', psql],
  ['pg_isready', pgIsReady],
  ['createdb', createDatabase],
]);
