/**
 * Modules of Node, and the packages that the lessons use, written in JavaScript and run by the sandbox's own
 * interpreter. `binding` is what they have of the process.
 */
export const LIBRARY: Readonly<Record<string, string>> = {
  events: String.raw`
class EventEmitter {
  on(name, call) { if (!this._events) Object.defineProperty(this, '_events', { value: {}, enumerable: false }); (this._events[name] ??= []).push(call); return this; }
  addListener(name, call) { return this.on(name, call); }
  once(name, call) { const wrapped = (...args) => { this.off(name, wrapped); call.apply(this, args); }; return this.on(name, wrapped); }
  off(name, call) { if (this._events && this._events[name]) this._events[name] = this._events[name].filter((one) => one !== call); return this; }
  removeListener(name, call) { return this.off(name, call); }
  removeAllListeners(name) { if (this._events) delete this._events[name]; return this; }
  listenerCount(name) { return this._events && this._events[name] ? this._events[name].length : 0; }
  emit(name, ...args) {
    const all = this._events && this._events[name];
    if (!all || all.length === 0) { if (name === 'error') throw args[0]; return false; }
    for (const call of all.slice()) call.apply(this, args);
    return true;
  }
}
EventEmitter.EventEmitter = EventEmitter;
module.exports = EventEmitter;`,
  path: String.raw`
const normalize = (path) => {
  const parts = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !path.startsWith('/')) parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/') || '.';
};
const join = (...parts) => normalize(parts.filter((part) => part !== '').join('/'));
const basename = (path, end) => { const name = path.replace(/\/+$/, '').split('/').at(-1); return end && name.endsWith(end) ? name.slice(0, -end.length) : name; };
const dirname = (path) => { const at = path.replace(/\/+$/, '').lastIndexOf('/'); return at < 0 ? '.' : path.slice(0, at) || '/'; };
const extname = (path) => { const name = basename(path); const at = name.lastIndexOf('.'); return at <= 0 ? '' : name.slice(at); };
const isAbsolute = (path) => path.startsWith('/');
const resolve = (...parts) => { let whole = binding.cwd(); for (const part of parts) whole = isAbsolute(part) ? part : whole + '/' + part; return normalize(whole); };
module.exports = { normalize, join, basename, dirname, extname, isAbsolute, resolve, sep: '/', delimiter: ':' };
module.exports.posix = module.exports;`,
  http: String.raw`
const EventEmitter = require('events');
const STATUS_CODES = { 200: 'OK', 201: 'Created', 204: 'No Content', 301: 'Moved Permanently', 302: 'Found', 304: 'Not Modified', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 409: 'Conflict', 418: "I'm a Teapot", 429: 'Too Many Requests', 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable' };
class IncomingMessage extends EventEmitter {
  setEncoding(name) { Object.defineProperty(this, '_encoding', { value: name ?? 'utf8' }); return this; }
  on(name, call) {
    super.on(name, call);
    if ((name === 'data' || name === 'end') && !this._started) { Object.defineProperty(this, '_started', { value: true }); setImmediate(() => { if (this._body !== '') { const data = binding.buffer(this._body); this.emit('data', this._encoding ? data.toString(this._encoding) : data); } this.emit('end'); }); }
    return this;
  }
}
class ServerResponse extends EventEmitter {
  constructor(fd, head) { super(); this.statusCode = 200; this.headersSent = false; this.finished = false; this.writableEnded = false; this._fd = fd; this._head = head; this._headers = {}; this._body = ''; }
  setHeader(name, value) { this._headers[name.toLowerCase()] = [name, value]; return this; }
  getHeader(name) { return this._headers[name.toLowerCase()]?.[1]; }
  hasHeader(name) { return name.toLowerCase() in this._headers; }
  removeHeader(name) { delete this._headers[name.toLowerCase()]; }
  writeHead(status, text, headers) {
    this.statusCode = status;
    const all = typeof text === 'string' ? headers : text;
    if (typeof text === 'string') this.statusMessage = text;
    for (const [name, value] of Object.entries(all ?? {})) this.setHeader(name, value);
    this.headersSent = true;
    return this;
  }
  write(text) {
    if (this.writableEnded) { const error = new Error('write after end'); error.code = 'ERR_STREAM_WRITE_AFTER_END'; throw error; }
    this.headersSent = true; this._body += binding.bytes(text); return true;
  }
  end(text) {
    if (this.writableEnded) return this;
    if (typeof text === 'function') text = undefined;
    if (text !== undefined && text !== null) {
      if (typeof text !== 'string' && !binding.isBuffer(text)) { const error = new TypeError('The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ' + binding.received(text)); error.code = 'ERR_INVALID_ARG_TYPE'; throw error; }
      this.write(text);
    }
    this.writableEnded = true; this.finished = true; this.headersSent = true;
    const headers = Object.values(this._headers).map(([name, value]) => [name, String(value)]);
    binding.respond(this._fd, this.statusCode, this.statusMessage ?? STATUS_CODES[this.statusCode] ?? 'unknown', headers, this._body, this._head);
    this.emit('finish'); this.emit('close');
    return this;
  }
}
class Server extends EventEmitter {
  listen(port, ...rest) {
    let host; let call;
    if (typeof port === 'object' && port !== null) { host = port.host; port = port.port; }
    for (const one of rest) { if (typeof one === 'function') call = one; else if (typeof one === 'string') host = one; }
    if (call) this.on('listening', call);
    try {
      this._port = binding.listen(Number(port ?? 0), host, (fd, request) => {
        const req = new IncomingMessage();
        Object.defineProperty(req, '_body', { value: request.body });
        delete request.body;
        Object.assign(req, request);
        req.connection = req.socket;
        this.emit('request', req, new ServerResponse(fd, request.method === 'HEAD'));
      });
    } catch (error) { setImmediate(() => { if (this.listenerCount('error') === 0) binding.unhandled(error); this.emit('error', error); }); return this; }
    this.listening = true;
    setImmediate(() => this.emit('listening'));
    return this;
  }
  address() { return { address: '::', family: 'IPv6', port: this._port }; }
  close(call) { binding.unlisten(this._port); this.listening = false; setImmediate(() => { this.emit('close'); if (call) call(); }); return this; }
  closeAllConnections() {}
}
const createServer = (options, call) => { const server = new Server(); const handler = typeof options === 'function' ? options : call; if (handler) server.on('request', handler); return server; };
const request = (target, options, call) => {
  if (typeof options === 'function') { call = options; options = {}; }
  const url = typeof target === 'string' ? target : 'http://' + (target.hostname ?? target.host ?? 'localhost') + ':' + (target.port ?? 80) + (target.path ?? '/');
  const given = typeof target === 'string' ? options ?? {} : target;
  const out = new EventEmitter();
  let body = '';
  out.write = (text) => { body += binding.bytes(text); return true; };
  out.end = (text) => {
    if (text) body += binding.bytes(text);
    setImmediate(() => {
      let answer;
      try { answer = binding.fetch(given.method ?? 'GET', url, Object.entries(given.headers ?? {}), body); } catch (error) { out.emit('error', error); return; }
      const message = new IncomingMessage();
      Object.defineProperty(message, '_body', { value: answer.body });
      message.statusCode = answer.status; message.headers = answer.headers; message.resume = () => message.on('data', () => {});
      if (call) call(message);
      out.emit('response', message);
    });
    return out;
  };
  out.setTimeout = () => out; out.destroy = () => out;
  return out;
};
const get = (...args) => request(...args).end();
module.exports = { createServer, Server, IncomingMessage, ServerResponse, STATUS_CODES, request, get };`,
  express: String.raw`
const http = require('http'); const fs = require('fs'); const path = require('path');
const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', json: 'application/json; charset=utf-8', txt: 'text/plain; charset=utf-8', png: 'image/png', svg: 'image/svg+xml' };
const matcher = (pattern, whole) => {
  const names = [];
  const source = pattern.replace(/[.+^$]/g, '\\$&').replace(/\/\*\w*|\*/g, '(.*)').replace(/:(\w+)/g, (_, name) => { names.push(name); return '([^/]+)'; });
  const regex = new RegExp('^' + (source === '/' && !whole ? '' : source.replace(/\/$/, '')) + (whole ? '/?$' : '(?=/|$)'));
  return (target) => { const found = regex.exec(target); if (!found) return undefined; const params = {}; names.forEach((name, at) => { params[name] = decodeURIComponent(found[at + 1]); }); return { params, matched: found[0] }; };
};
const dress = (req, res, app) => {
  req.app = app; res.app = app; res.req = req; res.locals = {};
  req.originalUrl = req.url; req.ip = req.socket.remoteAddress; req.hostname = (req.headers.host ?? '').split(':')[0]; req.protocol = 'http'; req.params = {};
  req.get = (name) => req.headers[name.toLowerCase()];
  req.query = Object.fromEntries((req.url.split('?')[1] ?? '').split('&').filter(Boolean).map((pair) => pair.split('=').map((part) => decodeURIComponent((part ?? '').replace(/\+/g, ' ')))).map(([name, value]) => [name, value ?? '']));
  res.status = (code) => { res.statusCode = code; return res; };
  res.set = res.header = (name, value) => { if (typeof name === 'object') Object.entries(name).forEach(([key, one]) => res.setHeader(key, one)); else res.setHeader(name, value); return res; };
  res.get = (name) => res.getHeader(name);
  res.type = (type) => res.set('Content-Type', TYPES[type] ?? type);
  res.json = (value) => { if (!res.hasHeader('Content-Type')) res.set('Content-Type', 'application/json; charset=utf-8'); return res.send(JSON.stringify(value)); };
  res.send = (value) => {
    if (typeof value === 'object' && value !== null && !binding.isBuffer(value)) return res.json(value);
    const isBuffer = binding.isBuffer(value);
    if (!res.hasHeader('Content-Type')) res.set('Content-Type', isBuffer ? 'application/octet-stream' : 'text/html; charset=utf-8');
    return res.end(value === undefined ? '' : isBuffer ? value : String(value));
  };
  res.sendStatus = (code) => { res.type('txt'); return res.status(code).send(http.STATUS_CODES[code] ?? String(code)); };
  res.redirect = (code, url) => { if (url === undefined) { url = code; code = 302; } res.set('Location', url); res.type('txt'); return res.status(code).send(http.STATUS_CODES[code] + '. Redirecting to ' + url); };
  res.sendFile = (file) => { res.type(path.extname(file).slice(1)); return res.end(fs.readFileSync(file)); };
  res.setHeader('X-Powered-By', 'Express');
};
const page = (code, text) => (res) => { res.statusCode = code; res.setHeader('Content-Security-Policy', "default-src 'none'"); res.setHeader('Content-Type', 'text/html; charset=utf-8'); res.end('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>' + text + '</pre>\n</body>\n</html>\n'); };
const makeRouter = (router) => {
  const layers = [];
  router.handle = (req, res, last) => {
    let at = 0;
    const next = (error) => {
      const layer = layers[at++];
      if (layer === undefined) return last(error);
      const target = req.url.split('?')[0];
      if (layer.method !== undefined && layer.method !== 'all' && layer.method !== req.method.toLowerCase() && !(req.method === 'HEAD' && layer.method === 'get')) return next(error);
      const found = layer.match(target);
      if (found === undefined || (error !== undefined) !== (layer.call.length4 === true)) return next(error);
      const url = req.url;
      req.params = { ...req.params, ...found.params };
      if (layer.method === undefined) req.url = req.url.slice(found.matched.length) || '/';
      if (!req.url.startsWith('/')) req.url = '/' + req.url;
      const goOn = (problem) => { req.url = url; next(problem); };
      try {
        const result = error === undefined ? layer.call(req, res, goOn) : layer.call(error, req, res, goOn);
        if (result && typeof result.then === 'function') result.then(undefined, goOn);
      } catch (problem) { goOn(problem); }
    };
    next();
  };
  for (const method of ['get', 'post', 'put', 'delete', 'patch', 'all']) {
    const before = router[method];
    router[method] = (pattern, ...calls) => { if (method === 'get' && calls.length === 0) return router.settings?.[pattern]; for (const call of calls.flat()) layers.push({ method, match: matcher(pattern, true), call }); return router; };
  }
  router.use = (...args) => {
    const pattern = typeof args[0] === 'string' ? args.shift() : '/';
    for (const one of args.flat()) { const call = one.handle ? (req, res, next) => one.handle(req, res, next) : one; if (binding.arity(one) === 4) { const four = (error, req, res, next) => one(error, req, res, next); four.length4 = true; layers.push({ match: matcher(pattern, false), call: four }); } else layers.push({ match: matcher(pattern, false), call }); }
    return router;
  };
  return router;
};
const express = () => {
  const app = makeRouter({ settings: {}, locals: {} });
  app.set = (name, value) => { app.settings[name] = value; return app; };
  app.disable = () => app; app.enable = () => app;
  const answer = (req, res) => {
    dress(req, res, app);
    app.handle(req, res, (error) => {
      if (error === undefined) return page(404, 'Cannot ' + req.method + ' ' + req.url.split('?')[0])(res);
      console.error(error.stack ?? error);
      page(error.status ?? 500, String(error.stack ?? error).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '<br> &nbsp;'))(res);
    });
  };
  app.listen = (...args) => http.createServer(answer).listen(...args);
  return app;
};
express.Router = () => makeRouter({});
const body = (type, read) => () => (req, res, next) => { if (req.body === undefined && (req.headers['content-type'] ?? '').includes(type)) { let text = ''; req.on('data', (part) => { text += part; }); req.on('end', () => { try { req.body = read(text); next(); } catch (error) { error.status = 400; next(error); } }); } else next(); };
express.json = body('json', (text) => JSON.parse(text));
express.urlencoded = body('urlencoded', (text) => Object.fromEntries(text.split('&').map((pair) => pair.split('=').map(decodeURIComponent))));
express.text = body('text', (text) => text);
express.static = (root) => (req, res, next) => {
  if (req.method !== 'GET' && req.method !== 'HEAD') return next();
  let file = path.join(root, path.normalize('/' + decodeURIComponent(req.url.split('?')[0])));
  if (fs.existsSync(file) && fs.statSync(file).isDirectory()) file = path.join(file, 'index.html');
  return fs.existsSync(file) ? res.sendFile(file) : next();
};
module.exports = express;`,
  redis: String.raw`
const EventEmitter = require('events');
class Client extends EventEmitter {
  constructor(options) { super(); Object.defineProperty(this, '_options', { value: options ?? {} }); this.isOpen = false; this.isReady = false; }
  async connect() {
    const { url, socket, password } = this._options;
    const found = /^redis:\/\/(?:[^:@]*:([^@]*)@)?([^:/]+)(?::(\d+))?/.exec(url ?? '');
    try { Object.defineProperty(this, '_fd', { value: binding.redisConnect(socket?.host ?? found?.[2] ?? '127.0.0.1', socket?.port ?? Number(found?.[3] ?? 6379)) }); }
    catch (error) { this.emit('error', error); throw error; }
    this.isOpen = true; this.isReady = true;
    const secret = password ?? found?.[1];
    if (secret) await this.sendCommand(['AUTH', secret]);
    this.emit('connect'); this.emit('ready');
    return this;
  }
  async sendCommand(words) { if (!this.isOpen) throw new Error('The client is closed'); return binding.redis(this._fd, words.map(String)); }
  async quit() { binding.redisClose(this._fd); this.isOpen = false; return 'OK'; }
  async disconnect() { return this.quit(); }
  async close() { return this.quit(); }
  async set(key, value, options) { return this.sendCommand(['SET', key, value, ...(options?.EX ? ['EX', options.EX] : [])]); }
  async hGetAll(key) { const list = await this.sendCommand(['HGETALL', key]); const all = {}; for (let at = 0; at < list.length; at += 2) all[list[at]] = list[at + 1]; return all; }
}
for (const name of ['ping', 'get', 'incr', 'decr', 'incrBy', 'del', 'exists', 'expire', 'ttl', 'keys', 'lPush', 'rPush', 'lPop', 'rPop', 'lRange', 'lLen', 'sAdd', 'sMembers', 'hSet', 'hGet', 'hIncrBy', 'flushAll'])
  Client.prototype[name] = async function (...args) { return this.sendCommand([name.toUpperCase(), ...args.flat()]); };
module.exports = { createClient: (options) => new Client(options) };`,
  'internal:fetch': String.raw`
class Headers {
  constructor(entries) { Object.defineProperty(this, '_all', { value: new Map() }); const list = entries instanceof Headers ? [...entries] : Array.isArray(entries) ? entries : Object.entries(entries ?? {}); for (const [name, value] of list) this.set(name, value); }
  get(name) { return this._all.get(String(name).toLowerCase()) ?? null; }
  has(name) { return this._all.has(String(name).toLowerCase()); }
  set(name, value) { this._all.set(String(name).toLowerCase(), String(value)); }
  append(name, value) { this.set(name, this.has(name) ? this.get(name) + ', ' + value : value); }
  delete(name) { this._all.delete(String(name).toLowerCase()); }
  keys() { return this._all.keys(); }
  values() { return this._all.values(); }
  entries() { return this._all.entries(); }
  forEach(call) { for (const [name, value] of this._all) call(value, name, this); }
  [Symbol.iterator]() { return this._all.entries(); }
}
class Response {
  constructor(answer, url, redirected) {
    this.status = answer.status; this.statusText = answer.statusText; this.headers = new Headers(answer.headers); this.ok = answer.status >= 200 && answer.status < 300; this.url = url; this.redirected = redirected; this.type = 'basic'; this.bodyUsed = false;
    Object.defineProperty(this, '_body', { value: answer.body });
  }
  async text() { if (this.bodyUsed) throw new TypeError('Body is unusable: Body has already been read'); this.bodyUsed = true; return binding.text(this._body); }
  async json() { return JSON.parse(await this.text()); }
}
const send = (target, init, hops) => {
  let url;
  try { url = new URL(String(target)); } catch (cause) { throw new TypeError('Failed to parse URL from ' + target, { cause }); }
  const headers = new Headers(init.headers);
  const form = init.body instanceof URLSearchParams;
  if (init.body !== undefined && init.body !== null && !headers.has('content-type')) headers.set('content-type', form ? 'application/x-www-form-urlencoded;charset=UTF-8' : 'text/plain;charset=UTF-8');
  for (const [name, value] of [['accept', '*/*'], ['accept-language', '*'], ['sec-fetch-mode', 'cors'], ['user-agent', 'node']]) if (!headers.has(name)) headers.set(name, value);
  let answer;
  const body = init.body === undefined || init.body === null ? '' : binding.bytes(form ? String(init.body) : init.body);
  try { answer = binding.fetch((init.method ?? 'GET').toUpperCase(), url.protocol + '//' + url.host + url.pathname + url.search, [...headers], body); } catch (cause) { throw new TypeError('fetch failed', { cause }); }
  const to = answer.headers.location;
  if ([301, 302, 303, 307, 308].includes(answer.status) && to && (init.redirect ?? 'follow') === 'follow') {
    if (hops === 20) throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') });
    const same = answer.status === 307 || answer.status === 308;
    return send(new URL(to, url), same ? init : { ...init, method: 'GET', body: undefined }, hops + 1);
  }
  return new Response(answer, url.href, hops > 0);
};
module.exports = (target, init) => new Promise((done, fail) => { binding.refuse(init ?? {}); setImmediate(() => { try { done(send(target, init ?? {}, 0)); } catch (error) { fail(error); } }); });`,
  util: String.raw`
module.exports = { inspect: binding.inspect, format: binding.format, promisify: (call) => (...args) => new Promise((done, fail) => call(...args, (error, value) => error ? fail(error) : done(value))) };`,
  'timers/promises': String.raw`module.exports = { setTimeout: (time, value) => new Promise((done) => setTimeout(() => done(value), time)) };`,
  assert: String.raw`
const ok = (value, message) => { if (!value) throw Object.assign(new Error(message ?? 'The expression evaluated to a falsy value'), { name: 'AssertionError', code: 'ERR_ASSERTION' }); };
module.exports = Object.assign((value, message) => ok(value, message), { ok, equal: (a, b, message) => ok(a == b, message), strictEqual: (a, b, message) => ok(a === b, message ?? 'Expected values to be strictly equal') });`,
};
