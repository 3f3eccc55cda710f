import type { RuleId } from './table.ts';

/**
 * The rule of this table that an issue of the diagram room belongs to. That room tells its issues apart more finely;
 * authors see one name for all that makes a diagram impossible.
 *
 * @param rule the rule
 */
export function diagramRule(rule: string): RuleId {
  if (rule === 'duplicate-id') return 'duplicate-id';
  if (rule === 'empty-label') return 'missing-value';
  if (rule === 'unknown-part' || rule === 'unknown-panel') return 'unknown-part';
  if (rule === 'unknown-key') return 'unknown-key';
  return 'bad-diagram';
}
