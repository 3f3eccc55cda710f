import type { Group, WorldPicture } from '../../diagram/world-scene.ts';
import { type PlayMessages, playMessagesOf } from '../../text/messages/play.ts';
import { columnNodes } from '../columns.ts';
import type { ViewContext } from '../context.ts';
import { alternativeNodes, pictureNodes } from '../diagram.ts';
import { GAP, type Node, paragraph, span } from '../nodes.ts';

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
 * What there is in a world now.
 *
 * @param drawn true: a picture; false: the same in words
 */
export function worldNodes(picture: WorldPicture, context: ViewContext, drawn: boolean): Node[] {
  const { drawing } = playMessagesOf(context.lang);
  const { scene, more } = picture;
  const top: Node[] =
    scene === undefined
      ? []
      : [
          ...(drawn ? pictureNodes(scene, context) : alternativeNodes(scene, context.lang)),
          ...(more === 0 ? [] : [paragraph(drawing.more(more), 'muted')]),
        ];
  const lists: Node[] = [
    listNode(drawing.stopped, picture.stopped),
    listNode(drawing.ports, picture.ports),
    listNode(
      drawing.networks,
      picture.networks.map((group) => grouped(group, drawing.unused)),
    ),
    listNode(
      drawing.volumes,
      picture.volumes.map((group) => grouped(group, drawing.unused)),
    ),
    listNode(drawing.images, picture.images),
  ].flat();
  if (top.length === 0 && lists.length === 0) return [paragraph(drawing.nothing)];
  return top.length > 0 && lists.length > 0 ? [...top, GAP, ...lists] : [...top, ...lists];
}

function grouped({ name, users }: Group, unused: string): string {
  return `${name} (${users.length === 0 ? unused : users.join(', ')})`;
}

function listNode(title: string, entries: readonly string[]): Node[] {
  if (entries.length === 0) return [];
  return [{ t: 'text', lead: span(`${title}: `, 'muted'), spans: [span(entries.join(' · '))] }];
}
