import { parseSize } from '../support/options.ts';
import { gnuHuman } from '../support/sizes.ts';
import { type Applet, reason } from '../support/tool.ts';

/** dd(1): if= of= bs= count= skip= seek= conv=notrunc,sync,ucase,lcase status=. */
export const dd: Applet = function* (tool) {
  const settings = new Map<string, string>();
  for (const word of tool.args) {
    const match = /^(if|of|bs|ibs|obs|count|skip|seek|conv|status|iflag|oflag)=(.*)$/s.exec(word);
    if (match === null)
      return tool.fail(tool.gnu ? `unrecognized operand '${word}'` : `invalid argument '${word}'`);
    settings.set(match[1]!, match[2]!);
  }
  const number = (key: string, otherwise: number) => {
    const text = settings.get(key);
    if (text === undefined) return otherwise;
    return parseSize(text) ?? tool.fail(tool.gnu ? `invalid number: '${text}'` : `invalid number '${text}'`);
  };
  const { process } = tool;
  const block = number('bs', number('ibs', 512));
  if (block === 0 || block > 1 << 28)
    tool.fail(
      tool.gnu ? `invalid number: '${settings.get('bs')}'` : `number ${block} is not in 1..268435456 range`,
    );
  const count = number('count', Infinity);
  const conversions = new Set((settings.get('conv') ?? '').split(','));
  let input = 0;
  let output = 1;
  const from = settings.get('if');
  const to = settings.get('of');
  try {
    if (from !== undefined) input = process.open(from, { read: true });
  } catch (error) {
    tool.fail(
      tool.gnu ? `failed to open '${from}': ${reason(error)}` : `can't open '${from}': ${reason(error)}`,
    );
  }
  try {
    if (to !== undefined)
      output = process.open(to, {
        write: true,
        create: true,
        truncate: !conversions.has('notrunc') && !settings.has('seek'),
      });
  } catch (error) {
    tool.fail(tool.gnu ? `failed to open '${to}': ${reason(error)}` : `can't open '${to}': ${reason(error)}`);
  }
  const begun = process.now();
  for (let skip = number('skip', 0); skip > 0; skip--) if ((yield* process.read(input, block)) === '') break;
  if (settings.has('seek')) process.seek(output, number('seek', 0) * number('obs', block), 'start');
  let full = 0;
  let part = 0;
  let bytes = 0;
  while (full + part < count) {
    let chunk = yield* process.read(input, block);
    if (chunk === '') break;
    if (chunk.length === block) full++;
    else part++;
    if (conversions.has('sync')) chunk = chunk.padEnd(block, '\0');
    if (conversions.has('ucase')) chunk = chunk.replace(/[a-z]+/g, (text) => text.toUpperCase());
    if (conversions.has('lcase')) chunk = chunk.replace(/[A-Z]+/g, (text) => text.toLowerCase());
    bytes += chunk.length;
    // About a gigabyte a second.
    yield* tool.work(chunk.length / 1_000_000);
    try {
      yield* process.write(output, chunk);
    } catch (error) {
      const why = reason(error);
      tool.warn(
        tool.gnu
          ? `error writing '${to ?? 'standard output'}': ${why}`
          : `error writing '${to ?? 'standard output'}': ${why}`,
      );
      full = Math.max(0, full - 1);
      bytes -= chunk.length;
      break;
    }
  }
  if (settings.get('status') === 'none') return undefined;
  const records = `${full}+${part}`;
  tool.out(`${records} records in\n${records} records out\n`, 2);
  if (settings.get('status') === 'noxfer') return undefined;
  const seconds = Math.max(process.now() - begun, 0.001) / 1000;
  const decimal = (value: number) => {
    let unit = 0;
    for (; value >= 1000 && unit < 4; unit++) value /= 1000;
    return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${['', 'k', 'M', 'G', 'T'][unit]}B`;
  };
  if (tool.gnu) {
    const human =
      bytes >= 1000
        ? ` (${decimal(bytes)}${
            bytes >= 1024
              ? `, ${gnuHuman(bytes)
                  .replace(/([KMGT])$/, ' $1iB')
                  .replace(/(\d)$/, '$1 B')}`
              : ''
          })`
        : '';
    tool.out(
      `${bytes} byte${bytes === 1 ? '' : 's'}${human} copied, ${seconds.toFixed(6)} s, ${decimal(bytes / seconds)}/s\n`,
      2,
    );
  } else {
    const size = (value: number) => {
      let unit = 0;
      for (; value >= 1024 && unit < 4; unit++) value /= 1024;
      return unit === 0 ? `${Math.round(value)}B` : `${value.toFixed(1)}${'BKMGT'[unit]}B`;
    };
    tool.out(
      `${bytes} bytes (${size(bytes)}) copied, ${seconds.toFixed(6)} seconds, ${size(bytes / seconds)}/s\n`,
      2,
    );
  }
  return undefined;
};
