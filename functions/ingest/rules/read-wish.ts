import { readAmount } from './amount.ts';
import { readProduct } from './products.ts';
import { fitting, type Reading, report, setAside, textOf } from './reading.ts';
import { readAuthority, readCurrent, readNeed, saysNothing } from './synonyms.ts';
import { block, line } from './text.ts';
import { readTimeframe } from './timeframe.ts';
import { wordsInChat } from './transcript.ts';

/** What the person wants, how much and until when. */
export function readWish(reading: Reading): { text?: string; subject?: string } {
  const { facts, said } = reading;
  const subject = textOf(reading, 'subject');
  const message = fitting(reading, 'message');
  const text = typeof message === 'string' ? block(message) : (wordsInChat(said.extra) ?? '');
  const asked = readProducts(reading);
  for (const field of ['budget', 'orderVolume', 'employees'] as const) readNumber(reading, field);
  readTiming(reading);
  readStatus(reading);
  const campaign = textOf(reading, 'campaign') ?? said.utm.campaign;
  if (campaign) facts.campaign = campaign;
  const industry = textOf(reading, 'industry');
  if (industry) facts.industry = industry;
  readCurrentlyUses(reading);
  const wants =
    text || subject || asked || campaign || (facts.need && !['none', 'unknown'].includes(facts.need));
  if (!wants) report(reading, 'message', 'interest-missing');
  return { ...(text ? { text } : {}), ...(subject ? { subject } : {}) };
}

/** @returns whether a product or topic was named, known or not */
function readProducts(reading: Reading): boolean {
  const { facts, said, context } = reading;
  const single = textOf(reading, 'product');
  const several = fitting(reading, 'products');
  const list = Array.isArray(several) ? several.filter((each) => typeof each === 'string').map(line) : [];
  const topic = textOf(reading, 'interest');
  const named = [...(single ? [single] : []), ...list.filter((each) => !saysNothing(each))];
  const { products: catalogue } = context.intake;
  const known = [...named, ...(topic ? [topic] : [])].flatMap((each) => readProduct(each, catalogue) ?? []);
  const unknown = named.filter((each) => readProduct(each, catalogue) === null);
  const products = [...new Set(known)];
  const [product] = products;
  if (product) Object.assign(facts, { product, products });
  if (unknown.length > 0) {
    said.extra.product ??= unknown.join(', ');
    report(reading, 'product', 'product-unknown');
  }
  if (topic && readProduct(topic, catalogue) === null) said.extra.interest ??= topic;
  return named.length > 0 || topic !== undefined;
}

function readNumber(reading: Reading, field: 'budget' | 'orderVolume' | 'employees'): void {
  const value = fitting(reading, field);
  if (typeof value !== 'number' && typeof value !== 'string') return;
  if (typeof value === 'string' && saysNothing(value)) return;
  const amount = readAmount(value);
  if (amount === null) setAside(reading, field, 'number-unusable');
  else reading.facts[field] = field === 'employees' ? Math.floor(amount) : amount;
}

function readTiming(reading: Reading): void {
  const text = textOf(reading, 'timeframe');
  if (!text) return;
  const day = readTimeframe(text, reading.context.now);
  if (day) reading.facts.timeframe = day;
  else setAside(reading, 'timeframe', 'date-unusable');
}

function readStatus(reading: Reading): void {
  const authority = textOf(reading, 'authority');
  const status = authority ? readAuthority(authority) : undefined;
  if (status) reading.facts.authority = status;
  else if (status === null) setAside(reading, 'authority', 'value-unknown');
  const said = textOf(reading, 'need');
  const need = said ? readNeed(said) : undefined;
  if (need) reading.facts.need = need;
  else if (need === null) setAside(reading, 'need', 'value-unknown');
}

/** "Nothing" is an answer here: whoever has nothing yet is no customer of a competitor. */
function readCurrentlyUses(reading: Reading): void {
  const said = fitting(reading, 'currentlyUses');
  const uses = typeof said === 'string' ? readCurrent(line(said)) : null;
  if (uses) reading.facts.currentlyUses = uses;
}
