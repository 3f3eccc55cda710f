import type { Process } from '../../kernel/process.ts';
import { textOf } from './catalog.ts';

/** The lists that `update` fetches. */
export const LISTS = '/var/lib/apt/lists';

/** Where packages come from, as the image's own list says (sources.list(5), in its deb822 form). */
export interface Distribution {
  readonly url: string;
  readonly suite: string;
}

const SOURCES = '/etc/apt/sources.list.d';

/** @returns the first source of the image; undefined: it lists none, so apt knows no packages */
export function distribution(process: Process): Distribution | undefined {
  const { fs } = process;
  const lists = fs.exists(SOURCES)
    ? fs.readDirectory(SOURCES).filter((name) => name.endsWith('.sources'))
    : [];
  for (const name of lists) {
    const text = textOf(process, `${SOURCES}/${name}`);
    const url = /^URIs: *(\S+?)\/?(?=\s|$)/m.exec(text)?.[1];
    const suite = /^Suites: *(\S+)/m.exec(text)?.[1];
    if (url !== undefined && suite !== undefined) return { url, suite };
  }
  return undefined;
}

/** Where `update` keeps what it fetched. */
export function listFile({ url, suite }: Distribution): string {
  return `${LISTS}/${url.replace('http://', '').replaceAll('/', '_')}_dists_${suite}_main_binary-amd64_Packages.lz4`;
}
