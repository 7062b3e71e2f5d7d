import type { Command } from 'commander';
import { leadCommand } from './lead.ts';

/** All commands, in the order of `leitwerk --help`. */
export const commands: readonly (() => Command)[] = [leadCommand];
