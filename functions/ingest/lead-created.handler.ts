import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoPeople } from '../../shared/adapters/dynamodb/people.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { dnsMailServers } from '../../shared/adapters/web/dns-mail-servers.ts';
import { EventPointer } from '../../shared/domain/events.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { colleagues } from './ask-colleagues.ts';
import { checkMailDomain } from './check-mail-domain.ts';
import { RecogniseEnv } from './env.ts';
import { lookUpFacts } from './look-up-facts.ts';
import { recognise } from './recognise.ts';

const env = RecogniseEnv.parse(process.env);
const store = dynamoLeadStore({ table: env.TABLE });
const people = dynamoPeople({ table: env.TABLE });
const rules = dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS });
const ports = {
  store,
  rules,
  people,
  sources: [colleagues({ store, people })],
  mailServers: dnsMailServers({ now: systemClock }),
  now: systemClock,
};

/** After these a lead is in qualification, or in another round of it. */
const NOT_RIPE = ['LeadScored', 'RoundBegun', 'LeadReturned'];

/**
 * A lead is new, or something new is known of its person: is it somebody who is known already, and does the address take
 * mail? A lead is not ripe: what is known of its organisation?
 */
export const handler = queueHandler(EventPointer, async (pointer) => {
  if (NOT_RIPE.includes(pointer.type)) return lookUpFacts(ports, pointer);
  await recognise(ports, pointer);
  await checkMailDomain(ports, pointer);
});
