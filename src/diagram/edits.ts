/** The difference of two models as edits. */
export { applyEdit } from './apply-edit.ts';
export { diffModels } from './diff.ts';
export type { Edit } from './edit.ts';
export { touchedAfter, touchedBefore } from './edit.ts';
