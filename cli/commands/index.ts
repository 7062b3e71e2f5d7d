import type { Command } from 'commander';
import { identityCommand } from './identity.ts';
import { intakeCommand } from './intake.ts';
import { leadCommand } from './lead.ts';
import { scoreCommand } from './score.ts';

/** All commands, in the order of `leitwerk --help`. */
export const commands: readonly (() => Command)[] = [identityCommand, intakeCommand, leadCommand, scoreCommand];
