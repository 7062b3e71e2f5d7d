import { parameterOf } from '../../../shared/rules/documents.ts';
import { parameterPrefix } from '../../../shared/wiring.ts';
import { type Check, failed, ok, warning } from '../finding.ts';

/** Names that never lead to a mailbox (RFC 2606, RFC 6761), such as those of the demo company. */
const RESERVED = /(^|[@.])((example|test|invalid|localhost)|example\.(com|net|org))$/i;
/** A user pool as an issuer. */
const USER_POOL = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/([\w-]+_\w+)$/;

/** Who works with the system: staff who sign in, owners who get mails. */
export const peopleChecks: readonly Check[] = [
  {
    name: 'sign-in',
    async look({ signInPage, connection: { issuer } }) {
      return ok(`staff sign in at ${new URL(await signInPage(issuer)).origin}`);
    },
  },
  {
    name: 'staff',
    async look({ isLocal, staff, connection: { issuer } }) {
      const [, pool] = USER_POOL.exec(issuer) ?? [];
      if (!pool)
        return ok(isLocal ? 'the sign-in page asks for a role' : `roles are what ${issuer} says they are`);
      const { people, withRole } = await staff(pool);
      const mend = `Create people in the user pool ${pool} and set custom:role (docs/setup.md, step 8).`;
      if (withRole === 0) return failed(`${people} people, none with a role: nobody can sign in`, mend);
      return withRole < people
        ? warning(`${people - withRole} of ${people} people have no role and see nothing`, mend)
        : ok(`${people} people with a role`);
    },
  },
  {
    name: 'agents',
    async look({ isLocal, rules, connection: { stage } }) {
      const [{ document: directory }, { document: groups }] = await Promise.all([
        rules.get('agents'),
        rules.get('pools'),
      ]);
      const members = groups.pools.flatMap((pool) => pool.members.map(({ agent }) => agent));
      const wanted = [...new Set([...members, directory.processOwner])];
      const known = wanted.flatMap((id) => directory.agents.find((agent) => agent.id === id) ?? []);
      const place = `${parameterPrefix(stage)}${parameterOf('agents')}`;
      const missing = wanted.filter((id) => !known.some((agent) => agent.id === id));
      if (missing.length > 0)
        return failed(`in pools, but not in the directory: ${missing.join(', ')}`, `Add them to ${place}.`);
      const unreachable = known.filter(({ email }) => RESERVED.test(email));
      if (!isLocal && unreachable.length > 0)
        return warning(
          `${unreachable.length} of ${known.length} have an address of the demo company, such as ${unreachable[0]?.id}`,
          `Put your own people into ${place}, and into ${parameterPrefix(stage)}${parameterOf('pools')}.`,
        );
      return ok(`${known.length} people in ${groups.pools.length} pools, all with an address`);
    },
  },
];
