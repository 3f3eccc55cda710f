import { iterate } from '../items.ts';
import { asNumber, errors, fail, PyFloat, plain, raise } from '../values.ts';
import { type Maker, module } from './module.ts';

/** random, by the chance of the sandbox. */
export const random: Maker = ({ process }) =>
  module('random', {
    random: plain('random', () => new PyFloat(process.random())),
    randint: plain(
      'randint',
      ([from, to]) => Number(from) + Math.floor(process.random() * (Number(to) - Number(from) + 1)),
    ),
    choice: plain('choice', ([items]) => {
      const all = iterate(items!);
      return all.length === 0
        ? raise(errors['IndexError']!, 'Cannot choose from an empty sequence')
        : all[Math.floor(process.random() * all.length)]!;
    }),
    uniform: plain(
      'uniform',
      ([from, to]) =>
        new PyFloat(
          Number(asNumber(from!)) + process.random() * (Number(asNumber(to!)) - Number(asNumber(from!))),
        ),
    ),
    seed: plain('seed', () => null),
  });

/** math. */
export const math: Maker = () =>
  module('math', {
    pi: new PyFloat(Math.PI),
    e: new PyFloat(Math.E),
    ...Object.fromEntries(
      (['sqrt', 'sin', 'cos', 'tan', 'log', 'log2', 'log10', 'exp'] as const).map((name) => [
        name,
        plain(name, ([value]) => {
          const result = Math[name](asNumber(value ?? null) ?? fail.type('must be real number'));
          return Number.isNaN(result) ? fail.value('math domain error') : new PyFloat(result);
        }),
      ]),
    ),
    floor: plain('floor', ([value]) => Math.floor(asNumber(value ?? null) ?? 0)),
    ceil: plain('ceil', ([value]) => Math.ceil(asNumber(value ?? null) ?? 0)),
  });
