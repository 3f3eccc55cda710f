import type { Trouble } from '../engine/docker/trouble.ts';
import { UserError } from '../platform/errors.ts';
import type { Messages } from '../text/messages/index.ts';

/** Why the real engine cannot be used, and what to do, in the user's language. */
export function engineTrouble(trouble: Trouble, { engine }: Messages): UserError {
  const at = (endpoint: string): string => endpoint || engine.unknownEndpoint;
  switch (trouble.kind) {
    case 'absent':
      return new UserError(engine.absent, engine.absentHint);
    case 'not-running':
      return new UserError(engine.notRunning(at(trouble.endpoint)), engine.notRunningHint);
    case 'forbidden':
      return new UserError(engine.forbidden(at(trouble.endpoint)), engine.forbiddenHint);
    case 'slow':
      return new UserError(engine.slow(at(trouble.endpoint), trouble.seconds), engine.slowHint);
    case 'unreachable':
      return new UserError(engine.unreachable(at(trouble.endpoint)), engine.unreachableHint);
    case 'bad-context':
      return new UserError(engine.badContext(trouble.said), engine.badContextHint);
    case 'too-old':
      return new UserError(engine.tooOld(trouble.said), engine.tooOldHint);
    case 'other':
      return new UserError(engine.other(trouble.said), engine.otherHint);
  }
}
