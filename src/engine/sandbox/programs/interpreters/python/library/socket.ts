import { fromText } from '../../../../kernel/bytes.ts';
import { SystemError } from '../../../../kernel/errors.ts';
import { errors, PyClass, plain, raise } from '../values.ts';
import { type Maker, module, text } from './module.ts';

/** socket: names of machines. */
export const socket: Maker = ({ process }) => {
  const resolve = (name: string): string => {
    try {
      return process.net.resolve(fromText(name))[0] ?? name;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return raise(gaierror, '[Errno -2] Name or service not known');
    }
  };
  const gaierror = new PyClass('gaierror', [errors['OSError']!], new Map(), 'socket');
  return module('socket', {
    gethostname: plain('gethostname', () => process.machine().hostname),
    gethostbyname: plain('gethostbyname', ([name]) => resolve(text(name))),
    gaierror,
    error: errors['OSError']!,
    timeout: errors['TimeoutError']!,
  });
};
