import { UserError } from '../platform/errors.ts';
import type { Drawn } from './drawn.ts';
import type { Session } from './session.ts';

/** What `draw engine` was asked for. */
export interface EngineRequest {
  /** `auto`: the sandbox, unless a lab is under way on an engine. */
  readonly engine: 'sandbox' | 'docker' | 'auto';
}

/**
 * Draws what an engine has.
 *
 * @throws UserError if there is no such engine
 */
export async function drawEngine(_session: Session, _request: EngineRequest): Promise<Drawn> {
  throw new UserError('an engine cannot be drawn yet');
}

/**
 * Draws what an engine has, again whenever that changes, until the user ends it.
 *
 * @throws UserError if there is no such engine
 */
export async function watchEngine(_session: Session, _request: EngineRequest): Promise<void> {
  throw new UserError('an engine cannot be drawn yet');
}
