import { askDockerVersion, type DockerVersion } from '../platform/docker-version.ts';
import { writableReason } from '../platform/writable.ts';
import { PROBES, type Widths } from '../terminal/probe.ts';
import type { Session } from './session.ts';

/** What `doctor` found. Its names are those of `doctor --json`. */
export interface Diagnosis {
  readonly format: 1;
  readonly terminal: {
    readonly interactive: boolean;
    readonly columns: number;
    readonly rows: number;
    readonly colour: boolean;
    readonly charset: 'unicode' | 'ascii';
    /** Measured cells by probe, now or on an earlier day; nothing where the terminal was not asked or did not answer. */
    readonly widths: Widths;
  };
  readonly language: string;
  readonly node: string;
  readonly data: { readonly folder: string; readonly writable: boolean; readonly code: string | null };
  readonly docker: { readonly client: string | null; readonly engine: string | null };
}

/** Looks at the terminal, Node, the data folder and Docker. */
export async function diagnose(session: Session): Promise<Diagnosis> {
  const { host, terminal, paths, lang } = session;
  const docker: DockerVersion = await askDockerVersion();
  const code = writableReason(paths.profile);
  return {
    format: 1,
    terminal: {
      interactive: terminal.interactive,
      columns: terminal.columns,
      rows: (host.stdoutIsTerminal && host.stdout.rows) || 24,
      colour: terminal.theme('x', 'strong') !== 'x',
      charset: terminal.charset,
      widths: terminal.widths ?? {},
    },
    language: lang,
    node: host.nodeVersion,
    data: { folder: paths.data, writable: code === undefined, code: code ?? null },
    docker: { client: docker.client ?? null, engine: docker.engine ?? null },
  };
}

/** Whether measured widths are as they should be. */
export function verdictOn(widths: Widths): 'not-measured' | 'wide-boxes' | 'odd' | 'good' {
  if (Object.keys(widths).length === 0) return 'not-measured';
  if (widths.box !== undefined && widths.box !== 1) return 'wide-boxes';
  return oddOnes(widths).length === 0 ? 'good' : 'odd';
}

/** The probes that did not take the cells that they should. */
export function oddOnes(widths: Widths): { readonly name: keyof Widths; readonly cells: number }[] {
  return PROBES.flatMap(({ name, cells }) => {
    const found = widths[name];
    return found === undefined || found === cells ? [] : [{ name, cells: found }];
  });
}
