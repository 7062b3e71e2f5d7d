/** Every pattern in a process of its own: what a module puts together is heard of only while it is loaded. */
import { patternFigures } from './patterns.ts';

process.stdout.write(JSON.stringify(await patternFigures()));
