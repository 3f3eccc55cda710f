import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process } from '../../../kernel/process.ts';
import type { Cell, ColumnDefinition } from './ast.ts';

export interface Table {
  readonly name: string;
  readonly columns: readonly ColumnDefinition[];
  readonly rows: readonly (readonly Cell[])[];
  /** The next number of each serial column. */
  readonly next: Readonly<Record<string, number>>;
}

export interface Database {
  readonly name: string;
  readonly owner: string;
  readonly tables: Readonly<Record<string, Table>>;
}

/** All that a server keeps; a value: a statement makes a new one. */
export interface Cluster {
  /** The major version that made it. */
  readonly version: string;
  /** role → password; null: has none */
  readonly roles: Readonly<Record<string, string | null>>;
  readonly superuser: string;
  /** Whether clients from elsewhere need no password. */
  readonly trust: boolean;
  readonly databases: Readonly<Record<string, Database>>;
}

/** Where in PGDATA the content lies. Its format is the sandbox's own. */
const CONTENT = 'base/1/1259';

/** @returns a cluster with the databases that initdb makes */
export function newCluster(version: string, superuser: string, password: string, trust: boolean): Cluster {
  const database = (name: string): Database => ({ name, owner: superuser, tables: {} });
  return {
    version,
    roles: { [superuser]: password === '' ? null : password },
    superuser,
    trust,
    databases: {
      postgres: database('postgres'),
      template0: database('template0'),
      template1: database('template1'),
    },
  };
}

/** @returns what a data directory holds; undefined if nothing is in it. Throws SystemError */
export function readCluster(process: Process, folder: string): Cluster | undefined {
  try {
    return JSON.parse(toText(process.fs.readFile(`${folder}/${CONTENT}`))) as Cluster;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof SystemError && error.code === 'ENOENT'))
      return undefined;
    throw error;
  }
}

/** Keeps a cluster in its data directory, as a commit does. Throws SystemError */
export function writeCluster(process: Process, folder: string, cluster: Cluster): void {
  process.fs.writeFile(`${folder}/${CONTENT}`, fromText(JSON.stringify(cluster)), { mode: 0o600 });
}
