import { describe, expect, it } from 'vitest';
import {
  ago,
  binarySize,
  ellipsis,
  humanDuration,
  humanSize,
} from '../../../../src/engine/sandbox/cli/format/human.ts';
import { naturally } from '../../../../src/engine/sandbox/cli/format/natural.ts';
import { displayablePorts, type PortSummary } from '../../../../src/engine/sandbox/cli/format/ports.ts';
import { alignTabs } from '../../../../src/engine/sandbox/cli/format/table.ts';

const S = 1000;
const H = 3600 * S;

describe('durations and sizes', () => {
  it.each([
    [0, 'Less than a second'],
    [S, '1 second'],
    [59 * S, '59 seconds'],
    [60 * S, 'About a minute'],
    [119 * S, 'About a minute'],
    [120 * S, '2 minutes'],
    [3600 * S, 'About an hour'],
    [1.5 * H, '2 hours'],
    [47 * H, '47 hours'],
    [48 * H, '2 days'],
    [14 * 24 * H, '2 weeks'],
    [60 * 24 * H, '2 months'],
    [730 * 24 * H, '2 years'],
  ])('%i ms are %s', (milliseconds, text) => {
    expect(humanDuration(milliseconds)).toBe(text);
  });

  it('are written as go-units writes them', () => {
    expect(humanSize(0)).toBe('0B');
    expect(humanSize(8_314_000)).toBe('8.31MB');
    expect(humanSize(1_234_567_890, 4)).toBe('1.235GB');
    expect(binarySize(4 * 1024 ** 3)).toBe('4GiB');
    expect(ago('2026-01-01T00:00:00Z', Date.UTC(2026, 0, 1, 0, 0, 5))).toBe('5 seconds ago');
  });

  it('a text that is too long ends with one sign more', () => {
    expect(ellipsis('nginx -g daemon off;', 20)).toBe('nginx -g daemon off;');
    expect(ellipsis("nginx -g 'daemon off;'", 20)).toBe("nginx -g 'daemon of…");
    expect(ellipsis('한글로된이름', 8)).toBe('한글로…');
  });

  it('names are sorted with numbers by value', () => {
    expect(['web10', 'web2', 'db', '[::]', '0.0.0.0'].sort(naturally)).toEqual([
      '0.0.0.0',
      '[::]',
      'db',
      'web2',
      'web10',
    ]);
  });
});

describe('the column PORTS', () => {
  const port = (address: string, hostPort: number, own: number, protocol = 'tcp'): PortSummary => ({
    address,
    hostPort,
    port: own,
    protocol,
  });

  it.each([
    [[port('', 0, 80)], '80/tcp'],
    [[port('', 0, 80), port('', 0, 81), port('', 0, 83)], '80-81/tcp, 83/tcp'],
    [[port('0.0.0.0', 8080, 80), port('::', 8080, 80)], '0.0.0.0:8080->80/tcp, [::]:8080->80/tcp'],
    [[port('0.0.0.0', 80, 80), port('0.0.0.0', 81, 81)], '0.0.0.0:80-81->80-81/tcp'],
    [[port('', 0, 443), port('0.0.0.0', 53, 53, 'udp')], '0.0.0.0:53->53/udp, 443/tcp'],
  ])('%j is %s', (ports, text) => {
    expect(displayablePorts(ports)).toBe(text);
  });
});

describe('tables', () => {
  it('have cells at least ten wide and three spaces between', () => {
    expect(alignTabs('A\tLONGER NAME\tC\nx\ty\tz\n')).toBe(
      'A         LONGER NAME   C\nx         y             z\n',
    );
  });
});
