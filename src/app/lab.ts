/** `lab` and `lab check`: which lab, on which engine. */
import type { Catalog, CatalogLab } from '../content/catalog.ts';
import type { Lab } from '../content/types.ts';
import { EXIT, UserError } from '../platform/errors.ts';
import type { Progress } from '../progress/events.ts';
import { labMessagesOf } from '../text/messages/lab.ts';
import { GAP } from '../view/nodes.ts';
import type { LabRequest } from './lab-request.ts';
import { openSandboxLabStore } from './lab-sandbox-store.ts';
import { openLabStore } from './lab-store.ts';
import { tellLanguage } from './pack-language.ts';
import { preparedLab } from './prepare-items.ts';
import type { Session } from './session.ts';

/** Does a lab. @returns the exit code */
export async function lab(session: Session, request: LabRequest): Promise<number> {
  const catalog = await session.catalog();
  const found = chosenLab(session, catalog, request.name, await session.progress());
  const opened = await preparedLab(session, catalog.openLab(found));
  tellLanguage(session, opened.languages);
  // Who began it on the real engine goes on there, unless told otherwise.
  const underWay = openLabStore(session.paths.profile).get(found.key) !== undefined;
  const onDocker = request.engine === 'docker' || (request.engine !== 'sandbox' && underWay);
  if (onDocker) {
    const { labOnDocker } = await import('./lab-docker.ts');
    return await labOnDocker(session, opened, request);
  }
  if (request.reset === true) forget(session, found);
  if (!session.terminal.interactive || request.json === true) {
    const { labInPipe } = await import('./lab-pipe.ts');
    return await labInPipe(session, opened, request);
  }
  return await onTerminal(session, catalog, found, opened, request);
}

/** Checks the lab that is under way on the real engine. @returns the exit code */
export async function checkLab(session: Session, request: LabRequest): Promise<number> {
  const catalog = await session.catalog();
  const current = openLabStore(session.paths.profile).current();
  const found =
    request.name === undefined ? catalog.labByKey(current ?? '') : findLab(catalog, request.name, session);
  if (found === undefined)
    throw new UserError(
      labMessagesOf(session.lang).noneUnderWay,
      labMessagesOf(session.lang).noneUnderWayHint,
    );
  const { checkOnDocker } = await import('./lab-docker.ts');
  return await checkOnDocker(session, await preparedLab(session, catalog.openLab(found)), request);
}

async function onTerminal(
  session: Session,
  catalog: Catalog,
  found: CatalogLab,
  opened: Lab,
  request: LabRequest,
): Promise<number> {
  const { keepingOf, labOnTerminal, nextLabNodes } = await import('./lab-terminal.ts');
  const { done, exitCode } = await labOnTerminal(session, opened, {
    keeping: keepingOf(session, found.key, catalog.openLab(found)),
    ...(request.hint === true && { hint: true }),
    ...(request.solution === true && { solution: true }),
  });
  if (!done) return exitCode;
  const next = nextLab(catalog, await session.progress());
  session.print([GAP, ...nextLabNodes(session.lang, next?.key === found.key ? undefined : next?.entry)]);
  return EXIT.done;
}

function chosenLab(
  session: Session,
  catalog: Catalog,
  name: string | undefined,
  progress: Progress,
): CatalogLab {
  if (name !== undefined) return findLab(catalog, name, session);
  const underWay = catalog.labByKey(openLabStore(session.paths.profile).current() ?? '');
  const next = underWay ?? nextLab(catalog, progress) ?? catalog.labs[0];
  if (next === undefined)
    throw new UserError(labMessagesOf(session.lang).noneAtAll, session.messages.error.seeList);
  return next;
}

/** The lab that comes next: one that was begun and not done, else the first that is not done. */
export function nextLab(catalog: Catalog, progress: Progress): CatalogLab | undefined {
  const stateOf = ({ key }: CatalogLab) => progress.labs[key]?.state;
  return (
    catalog.labs.find((each) => stateOf(each) === 'started') ??
    catalog.labs.find((each) => stateOf(each) === undefined)
  );
}

/**
 * The lab that a user named.
 *
 * @throws UserError with the nearest name if there is none, or with those that it may mean
 */
export function findLab(
  catalog: Catalog,
  name: string,
  { lang, messages: { error } }: Pick<Session, 'lang' | 'messages'>,
): CatalogLab {
  const words = labMessagesOf(lang);
  const found = catalog.findLab(name);
  if ('lab' in found) return found.lab;
  if ('ambiguous' in found)
    throw new UserError(words.ambiguous(name), error.writePack(found.ambiguous.join(', ')));
  throw new UserError(
    words.unknown(name),
    found.suggestion === undefined ? error.seeList : error.didYouMean(found.suggestion),
  );
}

function forget(session: Session, { key, pack, entry }: CatalogLab): void {
  openSandboxLabStore(session.paths.profile).remove(key);
  session.record([{ type: 'lab-reset', lab: key, items: entry.itemIds.map((id) => `${pack.id}/${id}`) }]);
}
