import type { Command } from 'commander';
import { auditCommand } from './audit.ts';
import { doctorCommand } from './doctor.ts';
import { eraseCommand } from './erase.ts';
import { identityCommand } from './identity.ts';
import { importCommand } from './import.ts';
import { intakeCommand } from './intake.ts';
import { leadCommand } from './lead.ts';
import { outcomesCommand } from './outcomes.ts';
import { redriveCommand } from './redrive.ts';
import { replayCommand } from './replay.ts';
import { reportCommand } from './report.ts';
import { reviewCommand } from './review.ts';
import { rulesCommand } from './rules.ts';
import { scoreCommand } from './score.ts';

/** All commands, in the order of `leitwerk --help`. */
export const commands: readonly (() => Command)[] = [
  auditCommand,
  doctorCommand,
  eraseCommand,
  identityCommand,
  importCommand,
  intakeCommand,
  leadCommand,
  outcomesCommand,
  redriveCommand,
  replayCommand,
  reportCommand,
  reviewCommand,
  rulesCommand,
  scoreCommand,
];
