import {
  boundTo,
  newest,
  type OrganisationOwner,
} from '../../../functions/route/rules/organisation-owner.ts';
import type { Bound } from '../../../functions/route/rules/route-of.ts';
import type { RulesAt } from './of-their-time.ts';
import type { Had } from './share-out.ts';
import type { TurnAsked } from './simulate-lead.ts';

/** Who of an organisation has whom, while leads are shared out. */
export class Colleagues {
  readonly #leads: ReadonlyMap<string, Had>;
  /** Key of the organisation → its leads, with the day since which they are customers. */
  readonly #of = new Map<string, Map<string, string | undefined>>();

  constructor(leads: ReadonlyMap<string, Had>) {
    this.#leads = leads;
  }

  add({ id, organisation, won }: TurnAsked): void {
    if (organisation === undefined) return;
    const leads = this.#of.get(organisation) ?? new Map<string, string | undefined>();
    this.#of.set(organisation, leads.set(id, won));
  }

  /**
   * Whose a lead is by its organisation, where the rules of this side give it to them. Where it was looked for then too, it is
   * the colleague of then, with whoever has them here; else the newest customer, else the newest whom sales works on.
   * @param asThen the rules in force
   */
  bound(turn: TurnAsked, { rulesAt, asThen }: { rulesAt: RulesAt; asThen: RulesAt }): Bound | undefined {
    const { at, set, was } = turn;
    const { document } = rulesAt(at, set).routing;
    if (!document.organisations) return undefined;
    const wasAsked = was?.given && asThen(at, set).routing.document.organisations;
    const found = wasAsked ? this.#then(was.given?.organisation) : this.#here(turn);
    return found && boundTo(found, document);
  }

  #then(known: OrganisationOwner | undefined): OrganisationOwner | undefined {
    if (!known) return undefined;
    const has = this.#leads.get(known.lead)?.findLast(({ was }) => was === known.owner);
    return { owner: has?.here ?? known.owner, lead: known.lead };
  }

  #here({ id, organisation = '', at }: TurnAsked): OrganisationOwner | undefined {
    const others = [...(this.#of.get(organisation) ?? [])].filter(([lead]) => lead !== id);
    const customers = others.flatMap(([lead, won]) => {
      const owner = won !== undefined && won <= at ? this.#latest(lead, won) : undefined;
      return owner ? [{ lead, owner: owner.here, since: won ?? '' }] : [];
    });
    const open = others.flatMap(([lead]) => {
      const owner = this.#latest(lead, at);
      const works = owner && (owner.until === undefined || owner.until > at);
      return works ? [{ lead, owner: owner.here, since: owner.at }] : [];
    });
    return newest(customers) ?? newest(open);
  }

  #latest(lead: string, at: string): Had[number] | undefined {
    return this.#leads.get(lead)?.findLast((had) => had.at <= at);
  }
}
