import { SystemError } from '../../kernel/errors.ts';
import type { Process, Program } from '../../kernel/process.ts';
import { type HttpRequest, type HttpResponse, headerOf, logDate, textResponse, untilTold } from './http.ts';

/** Where Distribution's filesystem driver keeps repositories, under its root directory (its storage/paths.go). */
const REPOSITORIES = 'docker/registry/v2/repositories';
/** The most repositories that one answer has (Distribution's `catalog.maxentries`), and as many as it has unasked. */
const MOST_REPOSITORIES = 1000;
const UNASKED_REPOSITORIES = 100;

function namesIn(process: Process, path: string): readonly string[] {
  try {
    return process.fs.stat(path).kind === 'directory' ? process.fs.readDirectory(path) : [];
  } catch (error) {
    if (error instanceof SystemError) return [];
    throw error;
  }
}

/** @returns the names of the repositories below a folder, sorted */
function repositoriesIn(process: Process, root: string, above = ''): string[] {
  const found: string[] = [];
  for (const name of namesIn(process, `${root}/${above}`)) {
    if (name.startsWith('_')) continue;
    const whole = above === '' ? name : `${above}/${name}`;
    if (process.fs.exists(`${root}/${whole}/_manifests`)) found.push(whole);
    found.push(...repositoriesIn(process, root, whole));
  }
  return found.sort();
}

function json(status: number, data: unknown, more: HttpResponse['headers'] = []): HttpResponse {
  const answer = textResponse(status, `${JSON.stringify(data)}\n`, 'application/json');
  return { ...answer, headers: [...answer.headers, ...more] };
}

function failure(status: number, code: string, message: string, detail?: unknown): HttpResponse {
  return json(status, { errors: [{ code, message, ...(detail === undefined ? {} : { detail }) }] });
}

/**
 * A part of a list, as `n` and `last` of a request ask for it (distribution-spec, "Listing Tags"; Distribution's
 * handlers/catalog.go and tags.go).
 *
 * @param all sorted
 * @param unasked how many there are without `n`
 * @param most more than so many must not be asked for
 * @returns the part, and the Link header to the next one if there is more; an answer with status 400 for a bad `n`
 */
export function pageOf(
  request: Pick<HttpRequest, 'target' | 'query'>,
  all: readonly string[],
  unasked = Infinity,
  most = Infinity,
): { readonly items: readonly string[]; readonly headers: HttpResponse['headers'] } | HttpResponse {
  const query = new URLSearchParams(request.query);
  const given = query.get('n') ?? '';
  const count = given === '' ? unasked : Number(given);
  if (given !== '' && (!/^\+?\d+$/.test(given) || count > most))
    return failure(400, 'PAGINATION_NUMBER_INVALID', 'invalid number of results requested', {
      n: count > most ? count : given,
    });
  const last = query.get('last') ?? '';
  const after = last === '' ? all : all.filter((one) => one > last);
  const items = after.slice(0, count);
  if (items.length === 0 || items.length === after.length) return { items, headers: [] };
  const next = new URLSearchParams([
    ['last', items.at(-1)!],
    ['n', String(count)],
  ]);
  const path = request.target.replace(/\?.*$/s, '');
  return { items, headers: [['Link', `<${path}?${next}>; rel="next"`]] };
}

function answerTo(process: Process, root: string, request: HttpRequest): HttpResponse {
  const { method, path } = request;
  if (path === '/') return textResponse(200, '');
  if (path === '/v2/') return textResponse(200, '{}', 'application/json');
  const reads = method === 'GET' || method === 'HEAD';
  if (reads && path === '/v2/_catalog') {
    const page = pageOf(request, repositoriesIn(process, root), UNASKED_REPOSITORIES, MOST_REPOSITORIES);
    return 'status' in page ? page : json(200, { repositories: page.items }, page.headers);
  }
  const name = /^\/v2\/(.+)\/tags\/list$/.exec(path)?.[1];
  if (reads && name !== undefined) {
    const tags = `${root}/${name}/_manifests/tags`;
    if (!process.fs.exists(tags))
      return failure(404, 'NAME_UNKNOWN', 'repository name not known to registry', { name });
    const page = pageOf(request, namesIn(process, tags));
    return 'status' in page ? page : json(200, { name, tags: page.items }, page.headers);
  }
  if (path === '/v2/_catalog' || name !== undefined)
    return failure(405, 'UNSUPPORTED', 'The operation is unsupported.');
  return failure(501, 'UNSUPPORTED', 'the sandbox does not model this part of the registry API yet');
}

/** @returns where a configuration file says that images are kept */
function storageRoot(process: Process): string {
  try {
    const text = process.fs.readFile(process.argv[2] ?? '');
    return /^\s*rootdirectory:\s*(\S+)/m.exec(text)?.[1] ?? '/var/lib/registry';
  } catch (error) {
    if (error instanceof SystemError) return '/var/lib/registry';
    throw error;
  }
}

/**
 * The registry of Distribution. The daemon keeps what is pushed to it, which it finds by its name among the processes,
 * and puts into its storage what there is; over HTTP it answers that it is there (`/v2/`), which repositories it has
 * (`/v2/_catalog`) and which tags (`/v2/NAME/tags/list`).
 */
export const registryServer: Program = function* (process) {
  if (process.argv[1] !== 'serve') {
    yield* process.write(2, 'Usage:\n  registry serve CONFIG\n');
    return 1;
  }
  const root = `${storageRoot(process)}/${REPOSITORIES}`;
  return yield* untilTold(process, {
    port: 5000,
    *ready() {
      const stamp = new Date(process.now()).toISOString();
      yield* process.write(
        2,
        `time="${stamp}" level=info msg="listening on [::]:5000" go.version=go1.23.7 service=registry version=3.0.0\n`,
      );
    },
    *handle(request, client) {
      const answer = answerTo(process, root, request);
      const agent = headerOf(request, 'user-agent');
      yield* process.write(
        1,
        `${client.address} - - [${logDate(process.now())}] "${request.line}" ${answer.status} ${answer.body.length} "${headerOf(request, 'referer')}" "${agent}"\n`,
      );
      return { ...answer, headers: [...answer.headers, ['Docker-Distribution-Api-Version', 'registry/2.0']] };
    },
  });
};
