/** What -w can tell. */
export interface Facts {
  code: number;
  size: number;
  redirects: number;
  url: string;
  type: string;
  begun: number;
  connected: number;
  address: string;
}

/** @returns what -w tells. @param now the time, milliseconds */
export function report(format: string, facts: Facts, method: string, status: number, now: number): string {
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(6);
  const total = now - facts.begun;
  const values: Readonly<Record<string, string>> = {
    http_code: String(facts.code).padStart(3, '0'),
    response_code: String(facts.code).padStart(3, '0'),
    size_download: String(facts.size),
    num_redirects: String(facts.redirects),
    url_effective: facts.url,
    content_type: facts.type,
    time_total: seconds(total),
    time_connect: seconds(facts.connected - facts.begun),
    time_namelookup: seconds(0),
    time_starttransfer: seconds(total),
    remote_ip: facts.address,
    exitcode: String(status),
    errormsg: '',
    method: method,
    scheme: 'http',
    http_version: facts.code === 0 ? '0' : '1.1',
  };
  return format
    .replace(/\\([nrt\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? '\\')
    .replace(/%%/g, '\0')
    .replace(/%\{([^}]*)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/\0/g, '%');
}
