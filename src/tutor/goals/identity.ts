import { type Difference, type Subject, tellOf } from './difference.ts';

/** Which id something must have, or must not. */
export type IdentityFact = { readonly 'same-as': string } | { readonly 'other-than': string };

/**
 * Judges an id against one that is known under a name. Ids are long; what is shown is their first 12 digits.
 *
 * @param known the id that a name stands for; nothing if there is none
 */
export function judgeIdentity(
  wanted: IdentityFact | undefined,
  id: string,
  subject: Subject,
  known: (name: string) => string | undefined,
): Difference | undefined {
  if (wanted === undefined) return undefined;
  const same = 'same-as' in wanted;
  const other = known(same ? wanted['same-as'] : wanted['other-than']);
  if (same) return other === id ? undefined : tellOf(subject)('id', short(other), short(id));
  return other === id ? { subject, fact: 'id', forbidden: short(id) } : undefined;
}

function short(id: string | undefined): string {
  return (id ?? '').replace(/^sha256:/, '').slice(0, 12);
}
