import type { Process, Program } from '../../kernel/process.ts';
import { DPKG_STATUS, debEntry, type InstalledPackage, readDatabase } from '../../registry/databases.ts';
import { textOf } from './catalog.ts';

/** @returns the packages that dpkg's status file has */
export function installed(process: Process): InstalledPackage[] {
  return readDatabase(textOf(process, DPKG_STATUS), 'deb');
}

/** dpkg and dpkg-query: -l, -s NAME, -L NAME. */
export const dpkg: Program = function* (process) {
  const [option, ...names] = process.argv.slice(1);
  const there = installed(process);
  if (option === '-l' || option === '--list') {
    const shown = there.filter(({ name }) => names.length === 0 || names.includes(name));
    if (shown.length === 0 && names.length > 0) {
      yield* process.write(2, `dpkg-query: no packages found matching ${names[0]}\n`);
      return 1;
    }
    const width = Math.max(4, ...shown.map(({ name }) => name.length));
    const wide = Math.max(7, ...shown.map(({ version }) => version.length));
    yield* process.write(
      1,
      `Desired=Unknown/Install/Remove/Purge/Hold\n| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n||/ ${'Name'.padEnd(width)} ${'Version'.padEnd(wide)} Architecture Description\n+++-${'='.repeat(width)}-${'='.repeat(wide)}-============-===========\n${shown.map(({ name, version, description }) => `ii  ${name.padEnd(width)} ${version.padEnd(wide)} amd64        ${description ?? name}\n`).join('')}`,
    );
    return 0;
  }
  if (option === '-s' || option === '-L' || option === '--status') {
    for (const name of names) {
      const one = there.find((each) => each.name === name);
      if (one === undefined) {
        yield* process.write(
          2,
          `dpkg-query: package '${name}' is not installed${option === '-L' ? '' : ' and no information is available'}\n`,
        );
        return 1;
      }
      yield* process.write(
        1,
        option === '-L'
          ? textOf(process, `/var/lib/dpkg/info/${name}.list`)
          : debEntry(one).trimEnd().concat('\n'),
      );
    }
    return 0;
  }
  if (option === '--print-architecture') {
    yield* process.write(1, 'amd64\n');
    return 0;
  }
  yield* process.write(2, `dpkg: the sandbox does not model ${option ?? 'this'} yet\n`);
  return 2;
};
