/** One list in a process of its own, with as little memory to leave unswept as the function has: `ROWS dry|real`. */
import { listFigures } from './lists.ts';

const [rows, how] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await listFigures(Number(rows), how === 'dry')));
