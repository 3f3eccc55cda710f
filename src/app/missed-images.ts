import type { PlayMessages } from '../text/messages/play.ts';
import { type Node, paragraph } from '../view/nodes.ts';
import type { Sandbox } from './open-sandbox.ts';

/** What the sandbox's registry has instead of images that the last command asked it for in vain. */
export function missedNodes(sandbox: Sandbox, words: PlayMessages['missing']): Node[] {
  return sandbox
    .missed()
    .map(({ repository, tags }) =>
      paragraph(
        tags.length > 0
          ? words.tag(repository, tags.join(', '))
          : words.repository(sandbox.repositories().join(', ')),
        'muted',
      ),
    );
}
