import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

interface Request {
  method?: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export type Api = (asked: Request) => Promise<Answer>;

/**
 * Calls an API by its address. The address has a name below `localhost`, which not every machine finds: the call goes to this
 * machine all the same, as it would once the name is found.
 */
export function apiAt(address: string): Api {
  const { host, port } = new URL(address);
  return ({ method = 'GET', path, headers = {}, body }) =>
    new Promise((done, fail) => {
      const to = {
        hostname: '127.0.0.1',
        port,
        servername: 'localhost',
        method,
        path,
        headers: { ...headers, host },
      };
      const sent = request(to, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('error', fail);
        answer.once('end', () =>
          done({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(parts).toString(),
          }),
        );
      });
      sent.once('error', fail);
      sent.end(body);
    });
}
