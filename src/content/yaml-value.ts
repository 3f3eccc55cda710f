/** From YAML's tree to plain values, within bounds that no file of a stranger can break. */
import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { controlCharacter, nameOfCharacter } from '../text/control.ts';
import type { RuleId } from './rules/table.ts';

/** Values that aliases may add to a file in all. A lesson has about a thousand values of its own. */
const MAX_ALIASED = 10_000;

/** How deep maps and lists may be nested, aliases followed. A lesson needs about fifteen. */
export const MAX_DEPTH = 64;

export interface ValueIssue {
  readonly rule: RuleId;
  readonly message: string;
  readonly hint?: string;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

/**
 * The plain value of a YAML node: maps become objects without a prototype, aliases copies of what they name, text NFC.
 * Without aliases, its depth is bounded by the parser's guard.
 *
 * @param root the document's content
 * @returns the value, and what is wrong with it: keys given twice, aliases that name nothing, multiply or hold
 *   themselves, control characters
 */
export function toValue(root: Node | null): { value: unknown; issues: ValueIssue[] } {
  const walk = new Walk();
  return { value: walk.value(root), issues: walk.issues };
}

class Walk {
  readonly issues: ValueIssue[] = [];
  readonly #anchors = new Map<string, Node>();
  /** Collections being walked, to find an alias inside what it names. */
  readonly #open = new Set<Node>();
  #insideAlias = 0;
  #aliased = 0;
  #deep = false;

  value(node: unknown): unknown {
    if (this.#insideAlias > 0 && ++this.#aliased > MAX_ALIASED) return null;
    if (isScalar(node)) {
      if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
      if (typeof node.value !== 'string') return node.value;
      this.#checkText(node.value, node);
      return node.value.normalize('NFC');
    }
    if (isMap(node) || isSeq(node)) {
      if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
      if (this.#open.size >= MAX_DEPTH) {
        this.#deep = true;
        return null;
      }
      this.#open.add(node);
      const value = isMap(node) ? this.#map(node.items) : node.items.map((item) => this.value(item));
      this.#open.delete(node);
      return value;
    }
    return isAlias(node) ? this.#alias(node, node.source) : null;
  }

  #map(pairs: readonly { key: unknown; value: unknown }[]): Record<string, unknown> {
    const object: Record<string, unknown> = Object.create(null);
    for (const pair of pairs) {
      const key = isScalar(pair.key) ? String(pair.key.value ?? '') : '';
      if (isScalar(pair.key)) this.#checkText(key, pair.key);
      if (key in object)
        this.#report(pair.key, 'duplicate-key', `\`${key}\` is given twice`, 'keep one of the two');
      else object[key] = this.value(pair.value);
    }
    return object;
  }

  #alias(node: Node, name: string): unknown {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      this.#report(node, 'yaml', `\`*${name}\` names nothing`, 'if it is text, put it in quotes');
      return null;
    }
    if (this.#open.has(target)) {
      this.#report(node, 'alias-bomb', `\`*${name}\` is inside what it names`, 'write out what is meant');
      return null;
    }
    if (this.#aliased > MAX_ALIASED) return null;
    this.#insideAlias++;
    const value = this.value(target);
    this.#insideAlias--;
    if ((this.#aliased > MAX_ALIASED || this.#deep) && this.#insideAlias === 0) {
      this.#report(
        node,
        'alias-bomb',
        'the aliases of this file stand for too many values',
        'write out what is meant',
      );
    }
    return value;
  }

  #checkText(text: string, node: Node): void {
    const found = controlCharacter(text);
    if (found === undefined) return;
    const message = `the control character ${nameOfCharacter(found)} is not allowed in text`;
    this.#report(
      node,
      'control-character',
      message,
      'leave it out; docker-tutor does colours and layout itself',
    );
  }

  #report(node: unknown, rule: RuleId, message: string, hint: string): void {
    if (this.#insideAlias > 0) return; // Said where the anchor stands.
    const range = (node as Node | undefined)?.range;
    this.issues.push({ rule, message, hint, start: range?.[0] ?? 0, end: range?.[1] ?? 0 });
  }
}
