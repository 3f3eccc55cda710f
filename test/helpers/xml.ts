/** Reads XML strictly, as far as our own pictures use it: no document types, no comments, no name spaces. */

/** An element. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a document.
 *
 * @param text the document
 * @returns its root
 * @throws if it is not well-formed XML 1.0: a tag that is not closed, an attribute twice or without quotes, an entity
 *   that nobody declared, a character that XML does not have
 */
export function parseXml(text: string): XmlElement {
  const strange = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
  if (strange) throw new Error(`a character that XML does not have at ${strange.index}`);
  const root: { children: (XmlElement | string)[] } = { children: [] };
  const open: { name: string; children: (XmlElement | string)[] }[] = [{ name: '', ...root }];
  let at = 0;
  for (const tag of text.matchAll(/<(\/?)([a-zA-Z][\w:.-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    const parent = open.at(-1)!;
    if (tag.index > at) parent.children.push(unescaped(text.slice(at, tag.index)));
    at = tag.index + tag[0].length;
    const [, end = '', name = '', written = '', empty = ''] = tag;
    if (end !== '') {
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>`);
      open.pop();
      continue;
    }
    const children: (XmlElement | string)[] = [];
    parent.children.push({ name, attributes: attributesOf(written), children });
    if (empty === '') open.push({ name, children });
  }
  const rest = text.slice(at);
  if (rest.trim() !== '') throw new Error(`text behind the document: ${rest}`);
  if (open.length !== 1) throw new Error(`<${open.at(-1)!.name}> is not closed`);
  const found = open[0]!.children.filter((each) => typeof each !== 'string' || each.trim() !== '');
  const [only] = found;
  if (found.length !== 1 || only === undefined || typeof only === 'string')
    throw new Error('not one root element');
  return only;
}

/** All elements of a name in an element, in their order. */
export function elementsNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) =>
    typeof child === 'string' ? [] : [...(child.name === name ? [child] : []), ...elementsNamed(child, name)],
  );
}

/** The text in an element. */
export function textIn(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('');
}

function attributesOf(written: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of written.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(attributes, name)) throw new Error(`${name} twice`);
    attributes[name] = unescaped(value);
  }
  return attributes;
}

function unescaped(text: string): string {
  if (text.includes('<')) throw new Error(`a tag that is none: ${text}`);
  return text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const found = ENTITIES[name];
    if (found === undefined || !whole.endsWith(';')) throw new Error(`an entity that is none: ${whole}`);
    return found;
  });
}
