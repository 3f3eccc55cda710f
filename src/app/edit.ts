/** `edit FILE`: in the learner's own editor on a copy, or line by line. */
import type { EditRequest } from '../engine/sandbox/edit-program.ts';
import { editFile } from '../platform/edit-file.ts';
import { withoutControls } from '../text/control.ts';
import { playMessagesOf } from '../text/messages/play.ts';
import { looseWords } from '../text/shell-words.ts';
import { beginEdit, type EditState, editLine } from './edit-lines.ts';
import type { Session } from './session.ts';
import type { ShellPrompt } from './shell-prompt.ts';

/**
 * Lets the learner edit a file.
 *
 * @returns the new text; nothing if it stays as it is
 */
export async function editText(
  session: Session,
  shell: { readonly prompt: ShellPrompt; say(text: string): void },
  { path, text }: EditRequest,
): Promise<string | undefined> {
  const words = playMessagesOf(session.lang);
  const { env } = session.host;
  const named = looseWords(env['VISUAL'] || env['EDITOR'] || '') ?? [];
  if (named.length > 0) {
    const edited = shell.prompt.away(() => editFile(named, path, text));
    if (edited.kind === 'saved') return edited.text;
    if (edited.kind === 'failed') shell.say(words.editorFailed(withoutControls(named[0] ?? '')));
    return undefined;
  }
  let state: EditState = beginEdit(withoutControls(path), text);
  for (;;) {
    const { say, next } = editLine(state, undefined, words.editor);
    if (say.length > 0) shell.say(say.join('\n'));
    state = next;
    const typed = await shell.prompt.ask(state.mode.kind === 'command' ? 'edit> ' : '', false);
    if (typed.kind === 'end' || (typed.kind === 'interrupt' && state.mode.kind === 'command'))
      return undefined;
    const outcome = editLine(state, typed.kind === 'interrupt' ? '.' : typed.text, words.editor);
    state = { ...outcome.next, greeted: true };
    if (outcome.say.length > 0) shell.say(outcome.say.join('\n'));
    if (outcome.end !== undefined) return outcome.end.text;
  }
}
