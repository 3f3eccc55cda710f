import { formatTime } from '../../../support/time.ts';
import { asNumber, fail, PyBuiltin, PyClass, PyFloat, type PyObject, plain, type Value } from '../values.ts';
import { type Maker, module, text } from './module.ts';
import { objectOf } from './objects.ts';

/** time, by the clock of the sandbox. */
export const time: Maker = ({ process }) =>
  module('time', {
    time: plain('time', () => new PyFloat(process.now() / 1000)),
    monotonic: plain('monotonic', () => new PyFloat((process.now() - process.machine().booted) / 1000)),
    perf_counter: plain('perf_counter', () => new PyFloat((process.now() - process.machine().booted) / 1000)),
    sleep: new PyBuiltin('sleep', function* ([seconds]) {
      const amount = asNumber(seconds ?? null) ?? fail.type('sleep() argument must be a number');
      if (amount < 0) fail.value('sleep length must be non-negative');
      yield* process.sleep(amount * 1000);
      return null;
    }),
    strftime: plain('strftime', ([form]) => formatTime(process.now(), text(form))),
    ctime: plain('ctime', () => formatTime(process.now(), '%a %b %e %H:%M:%S %Y')),
  });

/** datetime: moments in UTC. */
export const datetime: Maker = ({ process }) => {
  const moment = (at: number): PyObject => {
    const iso = new Date(at).toISOString();
    const shown = `${iso.slice(0, 10)} ${iso.slice(11, 23)}000`;
    return objectOf(
      type,
      {
        isoformat: plain('isoformat', ([separator], named) =>
          named.get('timespec') === 'seconds' ? iso.slice(0, 19) : shown.replace(' ', text(separator ?? 'T')),
        ),
        strftime: plain('strftime', ([form]) => formatTime(at, text(form))),
        timestamp: plain('timestamp', () => new PyFloat(at / 1000)),
        date: plain('date', () =>
          objectOf(
            new PyClass('date', [], new Map([['__str__', plain('__str__', () => iso.slice(0, 10))]])),
            {},
          ),
        ),
        year: Number(iso.slice(0, 4)),
        month: Number(iso.slice(5, 7)),
        day: Number(iso.slice(8, 10)),
        hour: Number(iso.slice(11, 13)),
        minute: Number(iso.slice(14, 16)),
        second: Number(iso.slice(17, 19)),
      },
      { format: (spec: string) => formatTime(at, spec) },
    );
  };
  const type: PyClass = new PyClass(
    'datetime',
    [],
    new Map<string, Value>([
      ['now', plain('now', () => moment(process.now()))],
      ['utcnow', plain('utcnow', () => moment(process.now()))],
      ['today', plain('today', () => moment(process.now()))],
      [
        'fromtimestamp',
        plain('fromtimestamp', ([seconds]) => moment((asNumber(seconds ?? null) ?? 0) * 1000)),
      ],
    ]),
  );
  type.attributes.set(
    '__str__',
    new PyBuiltin('__str__', function* ([self], _, line) {
      const iso = (self as PyObject).attributes.get('isoformat') as PyBuiltin;
      return yield* iso.call([' '], new Map(), line);
    }),
  );
  return module('datetime', { datetime: type, timezone: module('timezone', { utc: null }) });
};
