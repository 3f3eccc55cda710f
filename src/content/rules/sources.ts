import type { ReportFinding } from './item-rule.ts';

/** The `sources:` of a lesson or quiz, as far as these rules look at them. */
type Sources = Readonly<Record<string, { readonly url: string; readonly checked?: string | undefined }>>;

/** `source-without-date`: pages change; the day says which one was read. */
export function sourceWithoutDate(sources: Sources | undefined, report: ReportFinding): void {
  for (const [id, source] of Object.entries(sources ?? {})) {
    if (source.checked !== undefined) continue;
    const hint = 'add `checked:` with the day you last read it, such as 2026-11-20';
    report('source-without-date', ['sources', id], `the source \`${id}\` has no date`, { hint, atKey: true });
  }
}
