/** The sandbox as an engine to practise on: chosen and put together here, and loaded by whoever needs it only. */
import type { Sandbox, SandboxOptions } from '../engine/sandbox/sandbox.ts';
import { UserError } from '../platform/errors.ts';
import type { Session } from './session.ts';

export type { Sandbox };

/** What is random in a sandbox is random in the same way each time: the same commands give the same world. */
const SEED = 1;

/** What a sandbox is switched on with: where its output goes, the terminal, the learner's files; now, unless it says when. */
export type SandboxSettings = Pick<SandboxOptions, 'files' | 'output' | 'terminal'> & {
  /** Milliseconds since 1970. */
  readonly start?: number;
};

/**
 * Switches a new sandbox on.
 *
 * @throws UserError if the installation lacks the images
 */
export async function openSandbox(session: Session, options: SandboxSettings): Promise<Sandbox> {
  return (await sandboxFactory(session))(options);
}

/** Loads what sandboxes need; what it gives switches them on at once. */
export async function sandboxFactory(session: Session): Promise<(options: SandboxSettings) => Sandbox> {
  const [{ createSandbox }, { createRegistry }, catalog] = await Promise.all([
    import('../engine/sandbox/sandbox.ts'),
    import('../engine/sandbox/registry/create-registry.ts'),
    session.catalog(),
  ]);
  const { messages, host, lang } = session;
  const [builtIn] = catalog.packs;
  const registry = builtIn?.registry();
  if (registry === undefined)
    throw new UserError(messages.error.brokenInstall, messages.error.brokenInstallHint);
  const images = createRegistry(registry);
  return (options) =>
    createSandbox({
      ...options,
      registry: images,
      start: options.start ?? host.now(),
      seed: SEED,
      language: lang === 'ko' ? 'ko' : 'en',
    });
}
