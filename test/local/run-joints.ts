/** Runs the fixture in a process of its own, to be killed: `node run-joints.ts FOLDER PORT`. */
import { startFixture } from './joints.ts';

const [, , dataDir = '', port = ''] = process.argv;
await startFixture(dataDir, Number(port));
console.log('ready');
