/** What went wrong, as the server says it (RFC 9457). Status 0: the server did not answer. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail || title);
    this.status = status;
    this.title = title;
  }
}

let csrf = '';

/** Takes the token of the session; every request that changes something carries it. */
export function setCsrf(token: string): void {
  csrf = token;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as { title?: string; detail?: string };
    return new Problem(response.status, body.title ?? response.statusText, body.detail ?? '');
  } catch {
    return new Problem(response.status, response.statusText || String(response.status), '');
  }
}

async function send<T>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  isAnswer = (response: Response) => response.ok,
) {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-csrf-token'] = csrf;
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      signal: signal ?? null,
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Problem(0, 'No answer', '');
  }
  if (!isAnswer(response)) throw await problemOf(response);
  return (response.status === 204 ? null : await response.json()) as T;
}

export type Parameters = Record<string, string | number | boolean | null | undefined>;

/** Appends the parameters that hold something. */
export function withParameters(path: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Requests below `/api/v1`; a failure is always a {@link Problem}. */
export const api = {
  get: <T>(path: string, parameters: Parameters = {}, signal?: AbortSignal) =>
    send<T>('GET', withParameters(path, parameters), undefined, signal),
  /** The platform's health, told with 503 when it is down. */
  health: <T>(signal?: AbortSignal) =>
    send<T>('GET', '/health', undefined, signal, ({ ok, status }) => ok || status === 503),
  post: <T>(path: string, body: unknown = {}) => send<T>('POST', path, body),
  delete: <T>(path: string) => send<T>('DELETE', path),
};
