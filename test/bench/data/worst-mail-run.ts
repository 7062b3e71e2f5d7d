/** The largest mails in a process of their own, so that the most memory that it takes is theirs. */
import { worstMailFigures } from './worst-mail.ts';

process.stdout.write(JSON.stringify(await worstMailFigures()));
