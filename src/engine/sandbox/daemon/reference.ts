import { DaemonError } from './api.ts';

/** A name of an image, in full (github.com/distribution/reference). */
export interface Reference {
  /** `docker.io`, `localhost:5001`, `ghcr.io` */
  readonly domain: string;
  /** `library/nginx` */
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const FULL = new RegExp(
  `^(${DOMAIN})/(${COMPONENT}(?:/${COMPONENT})*)(?::([\\w][\\w.-]{0,127}))?(?:@(${DIGEST}))?$`,
);

function invalid(message: string): DaemonError {
  return new DaemonError(400, message);
}

function split(name: string): { readonly domain: string; readonly rest: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isDomain =
    slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  const domain = isDomain ? first : 'docker.io';
  const rest = isDomain ? name.slice(slash + 1) : name;
  const hub = domain === 'docker.io' || domain === 'index.docker.io';
  return {
    domain: hub ? 'docker.io' : domain,
    rest: hub && !rest.includes('/') ? `library/${rest}` : rest,
  };
}

/**
 * Reads a name as people type it: `nginx`, `nginx:alpine`, `ghcr.io/a/b@sha256:…`.
 * @throws DaemonError 400 with docker's own message
 */
export function parseReference(text: string): Reference {
  if (/^[a-f0-9]{64}$/.test(text)) {
    throw invalid(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  }
  const { domain, rest } = split(text);
  const repository = rest.replace(/@.*$/s, '').replace(/:[^/]*$/s, '');
  if (repository.toLowerCase() !== repository) {
    throw invalid(`invalid reference format: repository name (${repository}) must be lowercase`);
  }
  const found = FULL.exec(`${domain}/${rest}`);
  if (found === null) {
    throw invalid('invalid reference format');
  }
  const [, , path = '', tag, digest] = found;
  if (path.length + domain.length + 1 > 255) {
    throw invalid('repository name must not be more than 255 characters');
  }
  if (digest !== undefined && !/^sha256:[a-f0-9]{64}$|^sha512:[a-f0-9]{128}$/.test(digest)) {
    throw invalid('invalid reference format');
  }
  return { domain, path, tag, digest };
}

/** @returns the same with `:latest` if it had neither tag nor digest */
export function withTag(reference: Reference): Reference {
  return reference.tag === undefined && reference.digest === undefined
    ? { ...reference, tag: 'latest' }
    : reference;
}

/** @returns `docker.io/library/nginx` */
export function repositoryOf(reference: Reference): string {
  return `${reference.domain}/${reference.path}`;
}

function suffix({ tag, digest }: Reference): string {
  return `${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** @returns the name in full: `docker.io/library/nginx:latest` */
export function canonical(reference: Reference): string {
  return `${repositoryOf(reference)}${suffix(reference)}`;
}

/** @returns the repository as docker shows it: `nginx`, `localhost:5001/app` */
export function familiarName({ domain, path }: Reference): string {
  if (domain !== 'docker.io') {
    return `${domain}/${path}`;
  }
  const own = path.startsWith('library/') ? path.slice('library/'.length) : path;
  return own.includes('/') && path.startsWith('library/') ? path : own;
}

/** @returns the name as docker shows it: `nginx:latest` */
export function familiar(reference: Reference): string {
  return `${familiarName(reference)}${suffix(reference)}`;
}
