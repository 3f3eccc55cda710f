import type { GlobalOptions } from '../../app/options.ts';
import { type Session, withSession } from '../../app/session.ts';
import { search } from '../../content/search.ts';
import type { Term } from '../../content/types.ts';
import { EXIT, UserError } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { inLanguage } from '../../text/localized.ts';
import { helpEn } from '../../text/messages/help.en.ts';
import { helpKo } from '../../text/messages/help.ko.ts';
import { plainPhrase } from '../../text/prose.ts';
import { columnNodes } from '../../view/columns.ts';
import { GAP, type Node, paragraph, span } from '../../view/nodes.ts';
import { proseNodes } from '../../view/prose.ts';

/** `term [word]`: a term of the glossary, or what terms, lessons and commands have the word in them. */
export function run(host: Host, options: GlobalOptions, words: readonly string[]): Promise<number> {
  return withSession(host, options, async (session) => {
    const catalog = await session.catalog();
    if (words.length === 0) {
      session.print(
        allTerms(
          catalog.packs.flatMap((pack) => pack.terms()),
          session,
        ),
      );
      return EXIT.done;
    }
    const query = words.join(' ');
    const found = search(catalog, query, session.lang);
    const commands = commandsWith(query, session);
    if (found.terms.length + found.lessons.length + commands.length === 0) {
      const { term, error } = session.messages;
      throw new UserError(
        term.none(query),
        found.suggestion === undefined ? term.noneHint : error.didYouMean(found.suggestion),
      );
    }
    const { term } = session.messages;
    const lessons = found.lessons.map(({ entry }) => [
      { text: `docker-tutor learn ${entry.id}` },
      { text: plainPhrase(inLanguage(entry.title, session.lang)), style: 'muted' as const },
    ]);
    session.print([
      ...found.terms.flatMap((each, index) => [...(index === 0 ? [] : [GAP]), ...termNodes(each, session)]),
      ...listed(term.lessons, lessons, found.terms.length > 0),
      ...listed(term.commands, commands, found.terms.length + found.lessons.length > 0),
    ]);
    return EXIT.done;
  });
}

type Row = readonly { readonly text: string; readonly style?: 'muted' }[];

function listed(title: string, rows: readonly Row[], gap: boolean): Node[] {
  if (rows.length === 0) return [];
  return [...(gap ? [GAP] : []), paragraph(title, 'title'), ...columnNodes(rows, 2)];
}

/** A term with its word in the other languages, its meaning, and the lesson that teaches it. */
function termNodes(term: Term, { lang, messages }: Session): Node[] {
  const word = inLanguage(term.term, lang);
  const others = [...new Set(Object.values(term.term))].filter((each) => each !== word);
  const nodes: Node[] = [
    {
      t: 'text',
      spans: [span(word, 'title'), ...(others.length === 0 ? [] : [span(`  ${others.join(', ')}`, 'muted')])],
    },
    ...proseNodes(inLanguage(term.means, lang), 2),
  ];
  if (term.lesson !== undefined) {
    nodes.push(paragraph(`${messages.term.taughtIn}: docker-tutor learn ${term.lesson}`, 'muted', 2));
  }
  return nodes;
}

function allTerms(terms: readonly Term[], { lang, messages }: Session): Node[] {
  const sorted = terms
    .map((term) => ({ term, word: inLanguage(term.term, lang) }))
    .sort((a, b) => a.word.localeCompare(b.word, lang));
  const rows = sorted.map(({ term, word }) => [{ text: word }, { text: term.id, style: 'muted' as const }]);
  return [...columnNodes(rows), GAP, paragraph(messages.term.all, 'muted')];
}

/** The program's commands whose name or description has the word in it. */
function commandsWith(query: string, { lang }: Session): Row[] {
  const { commands } = lang === 'ko' ? helpKo : helpEn;
  const wanted = query.toLowerCase();
  return Object.entries(commands)
    .filter(([name, text]) => isForUsers(name) && `${name} ${text}`.toLowerCase().includes(wanted))
    .map(([name, text]) => [{ text: `docker-tutor ${name}` }, { text, style: 'muted' as const }]);
}

function isForUsers(command: string): boolean {
  return !['docker-tutor', 'home', 'complete', 'config edit'].includes(command);
}
