import { type HttpResponse, reasonPhrase, textResponse } from '../../../servers/http.ts';
import { dumps } from '../json.ts';
import { str } from '../show.ts';
import {
  fail,
  PyBytes,
  type PyClass,
  PyDict,
  PyList,
  PyObject,
  PyTuple,
  typeName,
  type Value,
} from '../values.ts';
import { bytesOf } from './serve.ts';

/** @returns a value as flask writes JSON: sorted, without spaces, with a newline */
export function compactJson(value: Value): string {
  return `${dumps(value, undefined, true).replaceAll(', ', ',').replaceAll(': ', ':')}\n`;
}

/** @returns the page that Werkzeug sends in place of an answer: what a status means, and why */
export function page(status: number, text: string): HttpResponse {
  const body = `<!doctype html>\n<html lang=en>\n<title>${status} ${reasonPhrase(status)}</title>\n<h1>${reasonPhrase(status)}</h1>\n<p>${text}</p>\n`;
  return textResponse(status, body, 'text/html; charset=utf-8');
}

/**
 * What a view function gave, as an answer.
 *
 * @param type the class Response
 * @throws TypeError if it is none
 */
export function toResponse(value: Value, type: PyClass): HttpResponse {
  if (value instanceof PyTuple) {
    const [body, status, headers] = value.items;
    const inner = toResponse(body!, type);
    const more =
      headers instanceof PyDict
        ? [...headers.map.values()].map(([key, one]) => [str(key), str(one)] as const)
        : [];
    return {
      ...inner,
      status: typeof status === 'number' ? status : inner.status,
      headers: [
        ...inner.headers.filter(
          ([name]) => !more.some(([other]) => other.toLowerCase() === name.toLowerCase()),
        ),
        ...more,
      ],
    };
  }
  if (value instanceof PyDict || value instanceof PyList)
    return textResponse(200, compactJson(value), 'application/json');
  if (value instanceof PyObject && value.type === type) {
    const body = bytesOf(value.attributes.get('data') ?? '');
    return textResponse(
      Number(value.attributes.get('status_code')),
      body,
      str(value.attributes.get('mimetype') ?? ''),
    );
  }
  if (typeof value === 'string' || value instanceof PyBytes)
    return textResponse(200, bytesOf(value), 'text/html; charset=utf-8');
  return fail.type(
    `The view function did not return a valid response. The return type must be a string, dict, list, tuple with headers or status, Response instance, or WSGI callable, but it was a ${typeName(value)}.`,
  );
}
