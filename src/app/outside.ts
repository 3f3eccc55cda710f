import { isUiLanguage } from '../text/messages/index.ts';
import type { Session } from './session.ts';
import type { Outside } from './session-loop.ts';

/** What a session on this terminal needs from outside. */
export function outsideOf(session: Session): Outside<never> {
  return {
    host: session.host,
    charset: session.terminal.charset,
    theme: session.terminal.theme,
    record: (events) => session.record(events),
    keepLanguage: (lang) => {
      if (isUiLanguage(lang)) session.keep({ language: lang });
    },
  };
}
