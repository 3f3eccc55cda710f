/** Versions and ranges as npm reads them (semver.org 2.0, node-semver's range grammar). */

/** Major, minor and patch. */
export type Numbers = readonly [major: number, minor: number, patch: number];

const EXACT = /^[=v\s]*(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+[\w.-]+)?$/;
const PARTIAL =
  /^[=v]*(?:(\d+)|[xX*])(?:\.(?:(\d+)|[xX*]))?(?:\.(?:(\d+)|[xX*]))?(?:-[\w.-]+)?(?:\+[\w.-]+)?$/;

/** @returns the numbers of a whole version such as `4.21.2`; undefined if it is none */
export function parseVersion(text: string): Numbers | undefined {
  const match = EXACT.exec(text.trim());
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}

function compare(a: Numbers, b: Numbers): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** @returns less than 0 if the first version is lower, more than 0 if it is higher; what is no version is lowest */
export function compareVersions(a: string, b: string): number {
  return compare(parseVersion(a) ?? [-1, 0, 0], parseVersion(b) ?? [-1, 0, 0]);
}

/** What is at least `from` and below `to`. */
interface Bounds {
  readonly from: Numbers;
  readonly to: Numbers;
}

const ALL: Bounds = { from: [0, 0, 0], to: [Infinity, 0, 0] };

/** @returns the versions that a part of a version stands for: `1.2` is 1.2.0 up to below 1.3.0 */
function boundsOf(text: string): Bounds | undefined {
  const match = PARTIAL.exec(text);
  if (match === null) return undefined;
  const [major, minor, patch] = [match[1], match[2], match[3]].map((one) =>
    one === undefined ? undefined : Number(one),
  );
  if (major === undefined) return ALL;
  if (minor === undefined) return { from: [major, 0, 0], to: [major + 1, 0, 0] };
  if (patch === undefined) return { from: [major, minor, 0], to: [major, minor + 1, 0] };
  return { from: [major, minor, patch], to: [major, minor, patch + 1] };
}

/** @returns what `^`, `~`, `>=` and the like in front of a version mean */
function comparator(text: string): Bounds | undefined {
  const match = /^(\^|~>?|>=|<=|>|<|=)?(.*)$/.exec(text)!;
  const bounds = boundsOf(match[2]!);
  if (bounds === undefined) return undefined;
  const { from, to } = bounds;
  const parts = match[2]!.split('.').filter((part) => /^[v=]*\d/.test(part)).length;
  switch (match[1]) {
    case '^':
      if (bounds === ALL) return ALL;
      if (from[0] > 0 || parts === 1) return { from, to: [from[0] + 1, 0, 0] };
      if (from[1] > 0 || parts === 2) return { from, to: [0, from[1] + 1, 0] };
      return { from, to: [0, 0, from[2] + 1] };
    case '~':
    case '~>':
      return parts <= 1 ? bounds : { from, to: [from[0], from[1] + 1, 0] };
    case '>=':
      return { from, to: ALL.to };
    case '>':
      return { from: to, to: ALL.to };
    case '<=':
      return { from: ALL.from, to };
    case '<':
      return { from: ALL.from, to: from };
    default:
      return bounds;
  }
}

/** @returns the bounds that all have to hold; undefined if the text is no range */
function allOf(text: string): readonly Bounds[] | undefined {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  const words =
    hyphen === null
      ? text
          .replace(/(\^|~>?|[<>]=?|=)\s+/g, '$1')
          .split(/\s+/)
          .filter((word) => word !== '')
      : [`>=${hyphen[1]}`, `<=${hyphen[2]}`];
  const found = words.map(comparator);
  return found.includes(undefined) ? undefined : (found as Bounds[]);
}

/** @returns whether a text is a range of versions: `^4.21.0`, `1.x || >=2.5`, `*`, nothing */
export function isRange(text: string): boolean {
  return text.split('||').every((part) => allOf(part.trim()) !== undefined);
}

/**
 * @param version a whole version
 * @param range what a package.json asks for; `latest` is any
 * @returns whether the version is in the range; a version before a release (`2.0.0-rc.1`) only where it is named itself
 */
export function satisfies(version: string, range: string): boolean {
  const numbers = parseVersion(version);
  if (numbers === undefined) return false;
  if (range === 'latest') return true;
  if (/-/.test(version.trim())) return version.trim() === range.trim().replace(/^[=v]+/, '');
  return range.split('||').some((part) => {
    const bounds = allOf(part.trim());
    return bounds?.every(({ from, to }) => compare(numbers, from) >= 0 && compare(numbers, to) < 0) === true;
  });
}

/** @returns the highest of some versions that is in a range; undefined if none is */
export function highest(versions: readonly string[], range: string): string | undefined {
  return versions
    .filter((one) => satisfies(one, range))
    .sort(compareVersions)
    .at(-1);
}
