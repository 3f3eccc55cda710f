import type { SqlError } from './lex.ts';
import type { Rows } from './outcome.ts';

/** How a client introduces itself. Client and server of the sandbox speak lines of JSON, not PostgreSQL's protocol. */
export interface Startup {
  readonly user: string;
  readonly database: string;
  readonly password: string | null;
}

/** What a client asks: SQL, or a table of contents (`\dt`). */
export type Question = { readonly sql: string } | { readonly list: string; readonly pattern: string | null };

/** One thing that a server says in answer. */
export type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly tag: string; readonly rows: Rows | null }
  | { readonly kind: 'notice'; readonly text: string }
  | {
      readonly kind: 'listing';
      readonly title: string;
      readonly rows: Rows | null;
      readonly foot: readonly string[];
    }
  | {
      readonly kind: 'error';
      readonly level: 'ERROR' | 'FATAL';
      readonly text: string;
      readonly detail: string | null;
      readonly hint: string | null;
      /** The statement, and the place in it that is wrong. */
      readonly sql: string | null;
      readonly at: number | null;
    };

/** @returns the complaint as it goes to the client */
export function errorMessage(
  error: SqlError,
  sql: string | null,
  level: 'ERROR' | 'FATAL' = 'ERROR',
): Message {
  return {
    kind: 'error',
    level,
    text: error.message,
    detail: error.detail ?? null,
    hint: error.hint ?? null,
    sql,
    at: error.at ?? null,
  };
}
