/** The sandbox as an engine to practise on: chosen and put together here, and loaded by whoever needs it only. */
import type { Sandbox, SandboxOptions } from '../engine/sandbox/sandbox.ts';
import { UserError } from '../platform/errors.ts';
import type { Session } from './session.ts';

export type { Sandbox };

/** What is random in a sandbox is random in the same way each time: the same commands give the same world. */
const SEED = 1;

/**
 * Switches a new sandbox on.
 *
 * @param options where its output goes, the terminal, and the learner's files
 * @throws UserError if the installation lacks the images
 */
export async function openSandbox(
  session: Session,
  options: Pick<SandboxOptions, 'files' | 'output' | 'terminal'>,
): Promise<Sandbox> {
  return (await sandboxFactory(session))(options);
}

/** Loads what sandboxes need; what it gives switches them on at once. */
export async function sandboxFactory(
  session: Session,
): Promise<(options: Pick<SandboxOptions, 'files' | 'output' | 'terminal'>) => Sandbox> {
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
      start: host.now(),
      seed: SEED,
      language: lang === 'ko' ? 'ko' : 'en',
    });
}
