import { describe, expect, it } from 'vitest';
import { colourLevel } from '../../src/terminal/colour.ts';

const level = (env: Record<string, string>, terminal = true, flag?: boolean) =>
  colourLevel({ flag, env, terminal });

describe('colourLevel', () => {
  it('uses colour on a terminal and none in a pipe', () => {
    expect(level({}, true)).toBe(1);
    expect(level({}, false)).toBe(0);
  });

  it('obeys the flag before everything else', () => {
    expect(level({ NO_COLOR: '1' }, false, true)).toBe(1);
    expect(level({ FORCE_COLOR: '1' }, true, false)).toBe(0);
  });

  it('obeys NO_COLOR when it is not empty, also on a terminal', () => {
    expect(level({ NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(0);
    expect(level({ NO_COLOR: '' })).toBe(1);
  });

  it('obeys FORCE_COLOR, CLICOLOR_FORCE and CLICOLOR in this order', () => {
    expect(level({ FORCE_COLOR: '1' }, false)).toBe(1);
    expect(level({ FORCE_COLOR: '0', CLICOLOR_FORCE: '1' })).toBe(0);
    expect(level({ CLICOLOR_FORCE: '1', CLICOLOR: '0' }, false)).toBe(1);
    expect(level({ CLICOLOR: '0' })).toBe(0);
  });

  it('uses none on a dumb terminal unless forced', () => {
    expect(level({ TERM: 'dumb' })).toBe(0);
    expect(level({ TERM: 'dumb', FORCE_COLOR: '1' })).toBe(1);
  });
});
