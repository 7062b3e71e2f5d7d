import type { ASTNode } from '@marcbachmann/cel-js';
import { syntaxOf } from '../../../shared/rules/conditions.ts';

export type Language = 'de' | 'en';

const facts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'lead.country': { de: 'das Land', en: 'the country' },
  'lead.postcode': { de: 'die Postleitzahl', en: 'the postcode' },
  'lead.employees': { de: 'die Zahl der Beschäftigten', en: 'the number of employees' },
  'lead.orderVolume': { de: 'das Auftragsvolumen', en: 'the order volume' },
  'lead.budget': { de: 'das Budget', en: 'the budget' },
  'lead.industry': { de: 'die Branche', en: 'the industry' },
  'lead.language': { de: 'die Sprache', en: 'the language' },
  'lead.need': { de: 'der Bedarf', en: 'the need' },
  'lead.currentlyUses': { de: 'was heute im Einsatz ist', en: 'what is in use today' },
  'lead.authority': { de: 'die Rolle im Kauf', en: 'the part in the purchase' },
  'lead.product': { de: 'das Produkt', en: 'the product' },
  'lead.products': { de: 'die Produkte', en: 'the products' },
  'lead.score': { de: 'die Punktzahl', en: 'the score' },
  'lead.city': { de: 'der Ort', en: 'the city' },
  'inquiry.channel': { de: 'der Kanal der Anfrage', en: 'the channel of the inquiry' },
  'inquiry.effort': { de: 'die Mühe der Anfrage (1–4)', en: 'the effort of the inquiry (1–4)' },
  'inquiry.text': { de: 'der Text der Anfrage', en: 'the text of the inquiry' },
  'organisation.domain': { de: 'die Domain der Organisation', en: 'the domain of the organisation' },
  'organisation.domains': {
    de: 'die Domain der Organisation oder eine darüber',
    en: 'the domain of the organisation or one above it',
  },
};

const comparisons: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  '==': { de: 'ist', en: 'is' },
  '!=': { de: 'ist nicht', en: 'is not' },
  '<': { de: 'ist kleiner als', en: 'is less than' },
  '<=': { de: 'ist höchstens', en: 'is at most' },
  '>': { de: 'ist größer als', en: 'is more than' },
  '>=': { de: 'ist mindestens', en: 'is at least' },
};

const words = {
  and: { de: 'und', en: 'and' },
  or: { de: 'oder', en: 'or' },
  not: { de: 'nicht gilt:', en: 'it is not so that' },
  oneOf: { de: 'ist eines von', en: 'is one of' },
  among: { de: 'enthält', en: 'contain' },
  begins: { de: 'beginnt mit', en: 'begins with' },
  ends: { de: 'endet mit', en: 'ends with' },
  contains: { de: 'enthält', en: 'contains' },
  mentions: { de: 'nennt', en: 'mentions' },
  between: { de: 'liegt zwischen', en: 'lies between' },
  unknown: { de: 'unbekannt', en: 'unknown' },
} as const satisfies Record<string, Record<Language, string>>;

/** What a condition asks, in words; a part for which there are none stays as it is written. */
export function sayCondition(text: string, language: Language): string {
  const node = syntaxOf(text);
  return node ? say(node, language) : text;
}

function say(node: ASTNode, language: Language): string {
  switch (node.op) {
    case '&&':
    case '||': {
      const joint = words[node.op === '&&' ? 'and' : 'or'][language];
      const parts = node.args.map((part) => {
        const mixed = (part.op === '||' || part.op === '&&') && part.op !== node.op;
        return mixed ? `(${say(part, language)})` : say(part, language);
      });
      return parts.join(` ${joint} `);
    }
    case '!_':
      return `${words.not[language]} ${say(node.args, language)}`;
    case 'in': {
      const [left, right] = node.args;
      return right.op === 'list'
        ? `${term(left, language)} ${words.oneOf[language]} ${term(right, language)}`
        : `${term(right, language)} ${words.among[language]} ${term(left, language)}`;
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return `${term(node.args[0], language)} ${comparisons[node.op]?.[language]} ${term(node.args[1], language)}`;
    case 'rcall':
      return sayCall(node.args, language) ?? written(node);
    default:
      return written(node);
  }
}

const verbs: Readonly<Record<string, keyof typeof words>> = {
  startsWith: 'begins',
  endsWith: 'ends',
  contains: 'contains',
  mentions: 'mentions',
  between: 'between',
};

function sayCall(
  [name, of, given]: readonly [string, ASTNode, ASTNode[]],
  language: Language,
): string | null {
  const verb = verbs[name];
  if (!verb) return null;
  const said = given.map((item) => term(item, language)).join(` ${words.and[language]} `);
  return `${term(of, language)} ${words[verb][language]} ${said}`;
}

function term(node: ASTNode, language: Language): string {
  if (node.op === 'value') return node.args === '' ? words.unknown[language] : literal(node.args, language);
  if (node.op === 'list') return node.args.map((item) => term(item, language)).join(', ');
  return facts[written(node)]?.[language] ?? written(node);
}

function literal(value: unknown, language: Language): string {
  if (typeof value === 'string') return language === 'de' ? `„${value}“` : `“${value}”`;
  return typeof value === 'number' || typeof value === 'bigint'
    ? value.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB')
    : String(value);
}

const written = ({ input, range }: ASTNode): string => input.slice(range.start, range.end);
