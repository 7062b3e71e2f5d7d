import { parseKeys } from '../../../functions/ingest/hook-keys.ts';
import { toolOf } from '../../../functions/ingest/rules/hooks/tools.ts';
import { parameterOf } from '../../../shared/rules/documents.ts';
import { parameterPrefix } from '../../../shared/wiring.ts';
import { type Check, failed, ok, skipped, warning } from '../finding.ts';

/** What comes in: keys of the tools that send hooks, and the loop of our own mails. */
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
  {
    name: 'own addresses',
    async look({ isLocal, rules, connection: { sender, stage } }) {
      if (isLocal) return skipped('no mail leaves this machine');
      const { ownAddresses } = (await rules.get('intake')).document;
      return ownAddresses.some((address) => address.toLowerCase() === sender.toLowerCase())
        ? ok(`mail from ${sender} is no inquiry`)
        : warning(
            `${sender} is not among the own addresses: a mail of ours that comes back can become an inquiry`,
            `Add it to ownAddresses in ${parameterPrefix(stage)}${parameterOf('intake')}.`,
          );
    },
  },
];
