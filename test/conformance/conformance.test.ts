import { describe, expect, it } from 'vitest';
import { compareAnswers } from './compare.ts';
import { normalizeText } from './normalize.ts';
import { loadRecorded } from './recorded.ts';
import { agreement, reportOf } from './report.ts';
import { answersOf, askedAgain, expectations, verdictsOf } from './run.ts';
import { runOnSandbox } from './sandbox-engine.ts';
import { loadScripts } from './script.ts';

const scripts = loadScripts();
const recorded = loadRecorded();

describe('the conformance scripts', () => {
  it('are 150 at least, and a real engine has answered each line of each', () => {
    expect(scripts.length).toBeGreaterThanOrEqual(150);
    const incomplete = scripts.filter(({ id, lines }) => recorded.answers.get(id)?.length !== lines.length);
    expect(incomplete.map(({ id }) => id)).toEqual([]);
    const stopped = scripts.filter(({ id }) => recorded.answers.get(id)?.some(({ exit }) => exit === -1));
    expect(stopped.map(({ id }) => id)).toEqual([]);
  });

  it('have a reason wherever the newer engine answers otherwise than the recorded one', () => {
    const silent = scripts.filter(({ lines }) =>
      lines.some(({ today, differs }) => today !== undefined && !differs),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('promise what the real engine does, or say why not', () => {
    const verdicts = expectations(scripts, recorded.answers);
    expect(verdicts.filter(({ outcome }) => outcome === 'differs').map(({ script }) => script.id)).toEqual(
      [],
    );
  });
});

describe('the sandbox', () => {
  it('does what Docker does in 95 % of them at least', async () => {
    const verdicts = verdictsOf(await answersOf(runOnSandbox, scripts), recorded.answers);
    const share = agreement(verdicts);
    if (share < 95) process.stderr.write(`${reportOf('sandbox', verdicts)}\n`);
    expect(share).toBeGreaterThanOrEqual(95);
  }, 300_000);
});

describe('comparing', () => {
  const [script] = [
    { id: 'one', topic: 'x', needs: [], files: {}, lines: [{ run: 'docker ps', differs: 'a reason' }] },
  ];
  const answer = { exit: 0, stdout: 'a', stderr: '' };

  it('is the same, known, or different', () => {
    expect(compareAnswers(script!, [answer], [answer]).outcome).toBe('same');
    expect(compareAnswers(script!, [answer], [{ ...answer, exit: 1 }]).outcome).toBe('known');
    const strict = { ...script!, lines: [{ run: 'docker ps' }] };
    expect(compareAnswers(strict, [answer], [{ ...answer, stdout: 'b' }]).outcome).toBe('differs');
  });

  it('asks again what differs, and tells what differs once from what lasts', async () => {
    const strict = (id: string) => ({ ...script!, id, lines: [{ run: 'docker ps' }] });
    const odd = { ...answer, stdout: 'b' };
    const recordedOf = new Map(['steady', 'once', 'lasting'].map((id) => [id, [answer]]));
    const asked: string[] = [];
    const engine = async ({ id }: { readonly id: string }) => {
      asked.push(id);
      return [
        id === 'lasting' || (id === 'once' && asked.filter((one) => one === id).length === 1) ? odd : answer,
      ];
    };
    const first = verdictsOf(await answersOf(engine, ['steady', 'once', 'lasting'].map(strict)), recordedOf);
    const verdicts = await askedAgain(engine, first, recordedOf);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['same', 'once', 'differs']);
    expect(asked).toEqual(['steady', 'once', 'lasting', 'once', 'lasting']);
    expect(reportOf('engine', verdicts)).toMatch(
      /^ONCE {4}x\/once\n.*\n +- stdout wanted: a\n +\+ stdout got: {4}b$/m,
    );
    expect(agreement(verdicts)).toBe(66.6);
  });

  it('goes by the reference version where it is known to answer otherwise', () => {
    const newer = { ...script!, lines: [{ run: 'docker ps', differs: 'words', today: { stdout: 'b' } }] };
    expect(compareAnswers(newer, [answer], [{ ...answer, stdout: 'b' }]).outcome).toBe('same');
  });

  it.each([
    ['Up 2 seconds', 'Up <ago>'],
    ['Exited (137) About a minute ago', 'Exited (137) <ago>'],
    ['sha256:028f012ff173b8245d7bf268cfa44c907bf3f1fc3b167ac8e9df0566317357fa', '<digest>'],
    ['a72d7cd5ab12 alpine', '<id> alpine'],
    ["docker: no.\nSee 'docker run --help'.", 'docker: no'],
    ["docker: no\n\nRun 'docker run --help' for more information", 'docker: no'],
    ['2026-11-22T07:43:03.675020089Z', '<time>'],
    ['172.25.0.2/16', '<net>.2'],
    ['172.17.0.2', '172.17.0.2'],
    ['a   b  \n\n', 'a  b'],
  ])('%s is told as %s', (from, to) => {
    expect(normalizeText(from)).toBe(to);
  });
});
