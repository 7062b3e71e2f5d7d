import type { StepAction } from '../../../shared/domain/clock.ts';
import type { LeadAction, State } from '../../../shared/domain/lifecycle.ts';
import type { Right } from '../../../shared/rules/concern.ts';
import type { ValidationStatus } from '../../../shared/rules/validation.ts';
import type { Hindrance } from '../rules/availability.ts';
import { de } from './words.de.ts';
import { en } from './words.en.ts';

export type Language = 'de' | 'en';

/** Each word has both languages, or the program does not compile. */
export interface Words {
  hot: string;
  states: Record<State, string>;
  actions: Record<LeadAction, string>;
  facts: Record<string, string>;
  /** Values of facts that are one of a list. */
  values: Record<string, string>;
  /** What a person did on pages and in mails, by type. */
  acts: Record<string, string>;
  /** The profile matrix. */
  profile: {
    title: string;
    complete: string;
    /** Before the names of target groups. */
    groups: string;
    next: string;
    fact: string;
    value: string;
    source: string;
    missing: string;
    themes: Record<'interest' | 'need' | 'status' | 'resources' | 'timing' | 'industry' | 'contacts', string>;
    names: Record<string, string>;
    checks: Record<string, string>;
  };
  /** How far a way to reach the person can be relied on. */
  validation: { statuses: Record<ValidationStatus, string>; by: Record<string, string> };
  /** Where a fact came from, as events name it. */
  sources: Record<string, string>;
  /** A source was asked and knew nothing. */
  nothingFound: string;
  clocks: Record<string, string>;
  /** What is done when a step of a clock is due. */
  steps: Record<StepAction, string>;
  reasons: Record<string, string>;
  /** What somebody asks about the own data. */
  rights: Record<Right, string>;
  events: Record<string, string>;
  /** What `nextAction` names. */
  next: Record<string, string>;
  sections: {
    contact: string;
    wish: string;
    lossSaid: string;
    colleagues: string;
    /** What stands for somebody who another owner speaks to. */
    somebody: string;
    score: string;
    behaviour: string;
    why: string;
    clocks: string;
    history: string;
    more: string;
    due: string;
    wasDue: string;
    criterion: string;
    rating: string;
    weight: string;
    points: string;
    /** Of a customer, in a year. */
    potential: Record<'revenue' | 'contribution', string>;
    areaRank: string;
    sum: string;
    reason: string;
    note: string;
    noteHint: string;
    missing: string;
    missingHint: string;
    volume: string;
    value: string;
    order: string;
    passedOver: string;
    standing: string;
    done: string;
    back: string;
    takeBack: string;
    takeBackUntil: string;
    card: string;
    attachments: string;
    calendar: string;
  };
  /** Why a candidate was passed over. */
  hindrances: Record<Hindrance['why'], string>;
  problems: Record<
    'malformed' | 'expired' | 'superseded' | 'merged' | 'erased' | 'forbidden' | 'final' | 'invalid',
    { title: string; text: string }
  >;
}

/** What the owner's pages and mails say, in the language of the reader. */
export const words: Record<Language, Words> = { de, en };

/** Euros without cents, as the reader's language writes them. */
export function money(euros: number, language: Language): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 0,
  }).format(euros);
}
