import type { Scene } from '../../diagram/scene.ts';
import type { PlayMessages } from '../../text/messages/play.ts';
import { columnNodes } from '../columns.ts';
import type { ViewContext } from '../context.ts';
import { alternativeNodes, pictureNodes } from '../diagram.ts';
import { GAP, type Node, paragraph } from '../nodes.ts';

/** What can be typed beside the shell's own commands, with what it is called in this language too. */
export function helpNodes(words: PlayMessages): Node[] {
  const rows = Object.entries(words.words).map(([word, does]) => {
    const other = Object.entries(words.aliases).find(([, meant]) => meant === word)?.[0];
    return [
      { text: other === undefined ? word : `${word}, ${other}`, style: 'strong' as const },
      { text: does },
    ];
  });
  return [
    paragraph(words.helpTitle, 'title'),
    ...columnNodes(rows, 2),
    GAP,
    paragraph(words.helpKeys, 'muted'),
  ];
}

/** Two lines before the first prompt. */
export function greetingNodes(words: PlayMessages): Node[] {
  return [paragraph(words.greeting), paragraph(words.greetingHelp, 'muted')];
}

/**
 * What an engine has.
 *
 * @param scene a scene of kind `engine`
 * @param drawn true: a picture; false: the same in words
 */
export function engineNodes(scene: Scene, context: ViewContext, drawn: boolean): Node[] {
  return drawn ? pictureNodes(scene, context) : alternativeNodes(scene, context.lang);
}
