import {parse} from './json.js';
import {askToSignIn} from './sign-in.js';

/** A call that failed, as the service tells it (RFC 9457), or as the browser does when nothing came back. */
export class Problem extends Error {
  constructor({status, title, detail, violations}) {
    super(detail ?? title);
    this.status = status;
    this.violations = violations ?? [];
  }

  /** What is wrong with one field of the input; undefined when nothing is. */
  of(field) {
    return this.violations.find(violation => violation.field === field)?.message;
  }
}

/** @param query an object; its empty values are left out */
export function get(path, query = {}, signal = undefined) {
  return call(path + search(query), {signal});
}

export function send(method, path, body = undefined) {
  return call(path, {
    method,
    headers: body === undefined ? {} : {'Content-Type': 'application/json'},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

export const post = (path, body) => send('POST', path, body);

export function search(query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

async function call(path, options) {
  const answer = await fetch(path, {...options, headers: {Accept: 'application/json', ...options.headers}})
    .catch(fault => {
      throw fault.name === 'AbortError' ? fault : new Problem({status: 0, detail: 'The service does not answer'});
    });
  const body = await read(answer);
  if (answer.status === 401) {
    askToSignIn();
  }
  if (!answer.ok) {
    throw new Problem({status: answer.status, title: `The service answered ${answer.status}`, ...body});
  }
  return body;
}

async function read(answer) {
  const text = await answer.text();
  return /json/.test(answer.headers.get('Content-Type') ?? '') && text ? parse(text) : null;
}
