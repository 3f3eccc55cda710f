import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import { jsonSchema, SCHEMA_KINDS } from '../../content/json-schema.ts';
import { EXIT, UserError } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';

/** `pack schema [kind]`: the JSON Schema of a kind of file; of lessons without a kind. */
export function run(host: Host, options: GlobalOptions, kind = 'lesson'): Promise<number> {
  return withSession(host, options, ({ messages, write }) => {
    const known = SCHEMA_KINDS.find((each) => each === kind);
    if (known === undefined) {
      throw new UserError(messages.pack.unknownKind(kind), messages.config.oneOf(SCHEMA_KINDS.join(', ')));
    }
    write(`${JSON.stringify(jsonSchema(known), undefined, 2)}\n`);
    return EXIT.done;
  });
}
