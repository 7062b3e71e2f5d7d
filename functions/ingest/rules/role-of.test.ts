import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { roleOf } from './role-of.ts';

const { roles } = (await defaultRules().get('intake')).document;

describe('the role in the buying centre by the job title (R86)', () => {
  it.each([
    ['Geschäftsführer', 'decider'],
    ['Geschäftsführerin (m/w/d)', 'decider'],
    ['GESCHAEFTSFUEHRER', 'decider'],
    ['Geschäftsführer*in', 'decider'],
    ['Mitglied der Geschäftsleitung', 'decider'],
    ['geschäftsführende Gesellschafterin', 'decider'],
    ['Inhaberin', 'decider'],
    ['Prokurist', 'decider'],
    ['CFO', 'decider'],
    ['CEO & Co-Founder', 'decider'],
    ['Chief Information Officer', 'decider'],
    ['Managing Director', 'decider'],
    ['Leiter Einkauf', 'buyer'],
    ['Einkaufsleiterin', 'buyer'],
    ['Strategischer Einkäufer', 'buyer'],
    ['Strategische Einkäuferin', 'buyer'],
    ['Head of Procurement', 'buyer'],
    ['Senior Buyer', 'buyer'],
    ['Head of IT', 'influencer'],
    ['IT-Leiter', 'influencer'],
    ['Abteilungsleiter:in Vertrieb', 'influencer'],
    ['Technische Leitung', 'influencer'],
    ['Projektmanagerin', 'influencer'],
    ['Vice President Sales', 'influencer'],
    ['Product Owner', 'influencer'],
    ['Assistenz der Geschäftsführung', 'influencer'],
    ['Assistentin des Vorstands', 'influencer'],
    ['Vorstandsassistentin', 'influencer'],
    ['Executive Assistant to the CEO', 'influencer'],
    ['Sekretariat', 'influencer'],
    ['Sachbearbeiter', 'user'],
    ['Sachbearbeiterin Buchhaltung (w/m/d)', 'user'],
    ['Softwareentwickler', 'user'],
    ['IT Specialist', 'user'],
    ['Werkstudent der Geschäftsführung', 'user'],
    ['Trainee Einkauf', 'user'],
  ])('%s → %s', (title, role) => {
    expect(roleOf(title, roles)?.role).toBe(role);
  });

  it.each([['Pfarrer'], ['Begeisterter Radfahrer'], ['International'], ['-'], ['']])(
    '%s → nothing',
    (title) => {
      expect(roleOf(title, roles)).toBeNull();
    },
  );

  it('names the words that the title fits, and follows a table of the company', () => {
    expect(roleOf('Leiterin des Einkaufs', roles)).toEqual({ role: 'buyer', by: 'einkauf*' });
    const own = [{ role: 'decider' as const, titles: ['pfarrer*', 'senior *partner'] }];
    expect(roleOf('Pfarrerin', own)).toEqual({ role: 'decider', by: 'pfarrer*' });
    expect(roleOf('Senior Kanzleipartner', own)).toEqual({ role: 'decider', by: 'senior *partner' });
    expect(roleOf('Kanzleipartner', own)).toBeNull();
  });
});
