import { Agent, request } from 'node:http';

/** How long an answer may take, in milliseconds, before it counts as an error. */
const patienceMs = 30_000;

/** A client that keeps its connections and costs little. */
export function createClient(url) {
  const { port, pathname } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 256, scheduling: 'lifo' });
  return {
    /** Resolves to status and body; the body is undefined unless it is JSON. */
    send(method, path, body, token) {
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const headers = {};
      if (payload !== undefined) {
        headers['content-type'] = 'application/json';
        headers['content-length'] = Buffer.byteLength(payload);
      }
      if (token !== undefined) headers.authorization = `Bearer ${token}`;
      return new Promise((resolve, reject) => {
        const sent = request(
          { agent, host: '127.0.0.1', port, method, path: pathname + path, headers, timeout: patienceMs },
          (response) => {
            const chunks = [];
            response.on('data', (chunk) => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString();
              resolve({ status: response.statusCode, body: text.startsWith('{') ? JSON.parse(text) : undefined });
            });
          },
        );
        sent.on('timeout', () => sent.destroy(new Error('no answer')));
        sent.on('error', reject);
        sent.end(payload);
      });
    },
    close: () => agent.destroy(),
  };
}
