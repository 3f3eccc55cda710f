import { helpKo } from '../text/messages/help.ko.ts';
import { displayWidth } from '../text/width.ts';

/** What help in Korean takes: its words, and their width in cells, since commander takes a character for a cell. */
export const koreanHelp = { text: helpKo, cells: { displayWidth } };
