/** The bench's client: raw node:http, so that its own cost is the same for every server. Every answer is checked complete. */
import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 1024 });

/** Sends one request; resolves with times in ms and fails unless the whole answer arrived. */
export function ask(target, deltas) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: '127.0.0.1',
        port: target.port,
        method: 'POST',
        path: target.path,
        headers: { ...target.headers, 'content-length': target.body.length },
        agent,
      },
      (response) => {
        let first = 0;
        const chunks = [];
        response.on('data', (chunk) => {
          if (first === 0) first = performance.now() - started;
          chunks.push(chunk);
        });
        response.on('end', () => {
          const text = Buffer.concat(chunks);
          if (response.statusCode !== 200)
            return reject(new Error(`${target.name}: ${response.statusCode} ${text}`));
          if (!target.isComplete(text, deltas))
            return reject(new Error(`${target.name}: incomplete answer ${text.subarray(-300)}`));
          resolve({ first, total: performance.now() - started });
        });
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(target.body);
  });
}

/** Keeps `concurrency` requests in flight until `count` are answered; milliseconds per request, sorted. */
export async function load(target, { count, concurrency, deltas = 1 }) {
  const totals = [];
  const firsts = [];
  let left = count;
  const started = performance.now();
  const worker = async () => {
    while (left-- > 0) {
      const { first, total } = await ask(target, deltas);
      totals.push(total);
      firsts.push(first);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - started) / 1000;
  return { totals: totals.sort((a, b) => a - b), firsts: firsts.sort((a, b) => a - b), seconds };
}

export const percentile = (sorted, p) =>
  sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))];
