/** Runs the handler of web forms one lead after the other and prints wall and CPU time of one (ms). */
import { httpEvent, lambdaContext } from '../../shared/http/testing.ts';
import { hotInquiry } from '../journeys/local-cloud.ts';

const [, , file = '', warm = '0', measured = '0'] = process.argv;
const { handler } = await import(file);

async function post(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const event = httpEvent({
      path: '/v1/leads',
      sourceIp: `10.${i % 250}.${Math.floor(i / 250)}.1`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(hotInquiry()),
    });
    const answer = await handler(event, lambdaContext);
    if (answer.statusCode !== 202) throw new Error(`${answer.statusCode} ${answer.body}`);
  }
}

await post(Number(warm));
const cpu = process.cpuUsage();
const began = performance.now();
await post(Number(measured));
const wall = (performance.now() - began) / Number(measured);
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ wall, cpu: (user + system) / 1000 / Number(measured) }));
