import type { usualChannels } from './facts.ts';

type Usual = (typeof usualChannels)[number];

/** What people call the channels, on every page and report. */
export const channelWords: Readonly<Record<'de' | 'en', Readonly<Record<Usual, string>>>> = {
  de: {
    web_form: 'Webformular',
    email: 'E-Mail',
    phone: 'Telefon',
    chat: 'Chat',
    ad_form: 'Anzeigenformular',
    direct_mail: 'Mailing',
    response_card: 'Antwortkarte',
    trade_fair: 'Messe',
    event: 'Veranstaltung',
    telemarketing: 'Telemarketing',
    fax: 'Fax',
    letter: 'Brief',
    promotion: 'Aktion',
    partner: 'Partner',
    import: 'Liste',
    api: 'Schnittstelle',
  },
  en: {
    web_form: 'Web form',
    email: 'E-mail',
    phone: 'Phone',
    chat: 'Chat',
    ad_form: 'Ad form',
    direct_mail: 'Direct mail',
    response_card: 'Response card',
    trade_fair: 'Trade fair',
    event: 'Event',
    telemarketing: 'Telemarketing',
    fax: 'Fax',
    letter: 'Letter',
    promotion: 'Promotion',
    partner: 'Partner',
    import: 'List',
    api: 'Interface',
  },
};

/** What people call a channel; one that a company added is called as its rules do: `open_day` is "Open day". */
export function channelName(channel: string, language: 'de' | 'en'): string {
  const named: Readonly<Record<string, string>> = channelWords[language];
  return Object.hasOwn(named, channel)
    ? (named[channel] ?? channel)
    : channel.charAt(0).toUpperCase() + channel.slice(1).replaceAll('_', ' ');
}
