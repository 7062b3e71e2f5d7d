import { parseKeys } from '../../../functions/ingest/hook-keys.ts';
import { toolOf } from '../../../functions/ingest/rules/hooks/tools.ts';
import { type Check, failed, ok } from '../finding.ts';

/** What comes in: keys of the tools that send hooks. */
export const intakeChecks: readonly Check[] = [
  {
    name: 'webhook keys',
    async look({ rules, secret, connection: { hookKeys } }) {
      const [{ document: intake }, text] = await Promise.all([rules.get('intake'), secret(hookKeys)]);
      const keys = parseKeys(text);
      const signing = Object.keys(intake.hooks).filter(
        (source) => toolOf(source, intake.hooks)?.check.by !== 'key',
      );
      const without = signing.filter((source) => !keys[source]);
      if (without.length > 0)
        return failed(
          `no key for ${without.join(', ')}: what these tools sign is refused`,
          `Add "${without[0]}": "…" with the tool's key to the secret HookKeys in Secrets Manager.`,
        );
      const known = Object.keys(keys).filter((source) => keys[source] && !source.includes('.'));
      return ok(known.length > 0 ? `keys for ${known.join(', ')}` : 'no source that signs is configured');
    },
  },
];
