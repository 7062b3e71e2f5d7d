import type { Role } from '../../../shared/http/caller.ts';
import type { Language } from '../pages/words.ts';
import type { RefusalKind } from './refusal.ts';
import { de } from './words.de.ts';
import { en } from './words.en.ts';

/** Each word has both languages, or the program does not compile. */
export interface Words {
  name: string;
  skip: string;
  pages: {
    board: string;
    review: string;
    clocks: string;
    calls: string;
    pools: string;
    search: string;
    imports: string;
    capture: string;
  };
  roles: Record<Role, string>;
  signOut: string;
  board: {
    empty: string;
    all: string;
    inState: string;
    newest: string;
    byPotential: string;
    outreach: string;
    looked: string;
    of: string;
    more: string;
  };
  table: {
    potential: string;
    person: string;
    company: string;
    owner: string;
    state: string;
    class: string;
    next: string;
    score: string;
  };
  classes: { cold: string; warm: string; hot: string };
  who: Record<string, string>;
  lead: {
    next: string;
    machines: string;
    actions: string;
    none: string;
    why: string;
    findings: string;
    history: string;
    rule: string;
    person: string;
    system: string;
    staff: string;
    crm: string;
  };
  staffActions: {
    approve: string;
    correct: string;
    correctAndApprove: string;
    reject: string;
    callNote: string;
    callAt: string;
    qualify: string;
    byHand: string;
    pause: string;
    pauseUntil: string;
    resume: string;
    assign: string;
    owner: string;
    until: string;
    override: string;
    decision: string;
    reason: string;
    byRule: string;
    exclude: string;
    exclusion: string;
    holds: string;
    settled: string;
    refused: string;
    settleUntil: string;
    result: string;
    text: string;
    keep: string;
    erase: string;
    eraseMeans: string;
    eraseSure: string;
  };
  results: Record<string, string>;
  fourEyes: {
    title: string;
    intro: string;
    proposed: string;
    waits: string;
    own: string;
    confirm: string;
    reject: string;
    until: string;
    hint: string;
    as: Record<string, string>;
  };
  setAside: {
    title: string;
    intro: string;
    ofLead: string;
    untitled: string;
    message: string;
    reject: string;
    away: string;
    awayIntro: string;
    noneAway: string;
  };
  review: { empty: string; intro: string; nothingSaid: string; reason: string };
  clocks: {
    intro: string;
    empty: string;
    clock: string;
    state: string;
    pastLimit: string;
    pastTarget: string;
    soon: string;
    target: string;
    limit: string;
    more: string;
    incomplete: string;
  };
  pools: {
    intro: string;
    member: string;
    weight: string;
    share: string;
    entitled: string;
    got: string;
    standing: string;
    today: string;
    here: string;
    away: string;
    note: string;
    /** What stands above the leads that wait for a pool. */
    waiting: string;
    longest: string;
    perDay: string;
    noLimit: string;
    backlog: string;
    days: string;
    unknown: string;
    waits: string;
  };
  search: { label: string; hint: string; submit: string; none: string; found: string; incomplete: string };
  refusals: Record<RefusalKind, { title: string; text: string }>;
  signIn: string;
  saved: string;
}

/** What the console says, in the language of the reader. */
export const words: Record<Language, Words> = { de, en };
