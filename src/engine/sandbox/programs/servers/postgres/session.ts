import type { Process } from '../../../kernel/process.ts';
import { describe } from './describe.ts';
import { SqlError, splitStatements } from './lex.ts';
import { errorMessage, type Message, type Question, type Startup } from './messages.ts';
import { parseStatement } from './parse.ts';
import { runStatement } from './run.ts';
import { type Cluster, readCluster, writeCluster } from './store.ts';

/** One client's conversation: what it is allowed, and its transaction. */
export class Session {
  readonly #process: Process;
  readonly #folder: string;
  readonly #startup: Startup;
  readonly #version: string;
  #transaction: { cluster: Cluster; failed: boolean } | undefined;

  constructor(process: Process, folder: string, startup: Startup, version: string) {
    this.#process = process;
    this.#folder = folder;
    this.#startup = startup;
    this.#version = version;
  }

  /** @returns what the server answers, and what it writes into its log */
  answer(question: Question): { messages: Message[]; log: Message[] } {
    const messages =
      'sql' in question ? this.#script(question.sql) : [this.#list(question.list, question.pattern)];
    return { messages, log: messages.filter((message) => message.kind === 'error') };
  }

  #list(what: string, pattern: string | null): Message {
    const cluster = this.#transaction?.cluster ?? readCluster(this.#process, this.#folder)!;
    return describe(cluster, this.#startup.database, what, pattern);
  }

  /** What comes in one string is one transaction, unless it says otherwise. */
  #script(sql: string): Message[] {
    const { statements, rest } = splitStatements(`${sql}\n;`);
    const messages: Message[] = [];
    let cluster = this.#transaction?.cluster ?? readCluster(this.#process, this.#folder)!;
    const process = this.#process;
    const session = {
      user: this.#startup.user,
      database: this.#startup.database,
      version: this.#version,
      now: () => process.now(),
      random: () => process.random(),
    };
    if (rest !== '') return [errorMessage(new SqlError(`syntax error at or near "${rest.trim()}"`), sql)];
    for (const { text } of statements) {
      try {
        const statement = parseStatement(text);
        if (statement.is === 'transaction') {
          messages.push(this.#turn(statement.verb, cluster));
          cluster = this.#transaction?.cluster ?? readCluster(this.#process, this.#folder)!;
          continue;
        }
        if (this.#transaction?.failed === true)
          throw new SqlError(
            'current transaction is aborted, commands ignored until end of transaction block',
          );
        const outcome = runStatement(cluster, session, statement);
        cluster = outcome.cluster;
        if (this.#transaction !== undefined) this.#transaction = { cluster, failed: false };
        if (outcome.notice !== undefined) messages.push({ kind: 'notice', text: outcome.notice });
        messages.push({ kind: 'done', tag: outcome.tag, rows: outcome.rows ?? null });
      } catch (error) {
        if (!(error instanceof SqlError)) throw error;
        if (this.#transaction !== undefined) this.#transaction = { ...this.#transaction, failed: true };
        return [...messages, errorMessage(error, text)];
      }
    }
    if (this.#transaction === undefined) this.#commit(cluster);
    return messages;
  }

  #commit(cluster: Cluster): void {
    if (JSON.stringify(cluster) !== JSON.stringify(readCluster(this.#process, this.#folder)))
      writeCluster(this.#process, this.#folder, cluster);
  }

  #turn(verb: 'begin' | 'commit' | 'rollback', cluster: Cluster): Message {
    const now = this.#transaction;
    if (verb === 'begin') {
      if (now !== undefined) return { kind: 'notice', text: 'there is already a transaction in progress' };
      this.#commit(cluster);
      this.#transaction = { cluster, failed: false };
      return { kind: 'done', tag: 'BEGIN', rows: null };
    }
    this.#transaction = undefined;
    if (verb === 'commit' && now !== undefined && !now.failed) this.#commit(now.cluster);
    return {
      kind: 'done',
      tag: verb === 'commit' && now?.failed !== true ? 'COMMIT' : 'ROLLBACK',
      rows: null,
    };
  }
}
