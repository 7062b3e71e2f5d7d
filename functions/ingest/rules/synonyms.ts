import type * as z from 'zod';
import type { Authority, Need } from '../../../shared/domain/facts.ts';
import { fold } from './text.ts';

function table<V extends string>(words: Record<V, string>): Map<string, V> {
  const entries = new Map<string, V>();
  for (const value in words) for (const word of words[value].split(',')) entries.set(fold(word), value);
  return entries;
}

const authority = table<z.infer<typeof Authority>>({
  decider:
    'decider,entscheider,entscheiderin,entscheidungsträger,decision maker,decisionmaker,geschäftsführer,geschäftsführerin,geschäftsführung,geschäftsleitung,inhaber,inhaberin,vorstand,ceo,owner,managing director,alleinentscheider,mitentscheider',
  buyer: 'buyer,einkäufer,einkäuferin,einkauf,purchaser,purchasing,procurement,beschaffung',
  influencer:
    'influencer,beeinflusser,berater,beraterin,empfehler,mitwirkend,beratend,consultant,advisor,adviser,recommender,champion,evaluator,projektleiter,projektleiterin',
  user: 'user,anwender,anwenderin,nutzer,nutzerin,benutzer,endnutzer,enduser,end user,end-user',
  unknown: 'unknown,unbekannt,weiß nicht,keine angabe,k.a.,n/a,-,sonstige,other',
});

const need = table<z.infer<typeof Need>>({
  concrete:
    'concrete,konkret,konkreter bedarf,konkretes projekt,konkretes vorhaben,kauf,kaufabsicht,kaufen,bestellen,angebot,projekt,concrete need,purchase,buy,project,specific,dringend,urgent,hoch,high',
  general:
    'general,allgemein,allgemeines interesse,interesse,information,informationen,infos,info,general interest,interested,orientierung,marktüberblick,recherche,research,evaluation,mittel,medium',
  none: 'none,kein,keiner,kein bedarf,nein,no,no need,niedrig,low',
  unknown: 'unknown,unbekannt,weiß nicht,keine angabe,k.a.,n/a,-',
});

/** Status in the purchase as one of ours, or null for a word that is not known. */
export function readAuthority(typed: string): z.infer<typeof Authority> | null {
  return authority.get(fold(typed)) ?? null;
}

export function readNeed(typed: string): z.infer<typeof Need> | null {
  return need.get(fold(typed)) ?? null;
}

const NOTHING_YET = new Set(
  'none,nothing,nothing yet,no solution,no system,not yet,no,nein,nichts,noch nichts,bisher nichts,keine,keiner,keines,kein,keins,noch keine,noch keines,noch keins,keine lösung,kein system,keine software,kein anbieter,bisher keine,gar nichts'
    .split(',')
    .map(fold),
);

/** What somebody has today: `nothing` for nothing yet, what they wrote for anything else, null where they did not say. */
export function readCurrent(typed: string): string | null {
  if (NOTHING_YET.has(fold(typed))) return 'nothing';
  return saysNothing(typed) ? null : typed;
}

const YES = new Set(
  'on,true,yes,ja,1,y,j,x,checked,given,granted,accepted,agreed,akzeptiert,zugestimmt,erteilt,einverstanden,agree,iagree,ichstimmezu'.split(
    ',',
  ),
);
const NO = new Set(',off,false,no,nein,0,n,unchecked,denied,declined,rejected,abgelehnt'.split(','));

/** A ticked or unticked box; null for anything else. */
export function readYesNo(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const word = fold(String(value));
  if (YES.has(word)) return true;
  return NO.has(word) ? false : null;
}

const NOTHING = new Set([
  '',
  'unbekannt',
  'unknown',
  'weissnicht',
  'keineangabe',
  'ka',
  'na',
  'offen',
  'open',
  'none',
  'null',
  'undefined',
  'bittewaehlen',
  'pleaseselect',
  'pleasechoose',
  'select',
  'auswaehlen',
]);

/** What forms send for a question that was not answered: `k. A.`, `-`, `Bitte wählen`. */
export function saysNothing(typed: string): boolean {
  return NOTHING.has(fold(typed));
}
