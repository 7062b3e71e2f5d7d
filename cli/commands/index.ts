import type { Command } from 'commander';
import { identityCommand } from './identity.ts';
import { leadCommand } from './lead.ts';
import { scoreCommand } from './score.ts';

/** All commands, in the order of `leitwerk --help`. */
export const commands: readonly (() => Command)[] = [identityCommand, leadCommand, scoreCommand];
