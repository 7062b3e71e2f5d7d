import type { Language } from '../pages/words.ts';

interface Words {
  again: string;
  unfinished: { title: string; text: string };
  withoutRole: { title: string; text: string };
  signedOut: { title: string; text: string };
  foreign: { title: string; text: string };
}

/** What the pages around signing in say. */
export const words: Record<Language, Words> = {
  de: {
    again: 'Anmelden',
    unfinished: {
      title: 'Die Anmeldung wurde nicht abgeschlossen',
      text: 'Sie hat zu lange gedauert oder wurde in einem anderen Fenster begonnen. Bitte melden Sie sich noch einmal an.',
    },
    withoutRole: {
      title: 'Ihr Konto hat noch keine Rolle',
      text: 'Bitte wenden Sie sich an die Prozessverantwortung; sie legt fest, was Sie sehen und tun dürfen.',
    },
    signedOut: { title: 'Sie sind abgemeldet', text: 'Sie können dieses Fenster schließen.' },
    foreign: {
      title: 'Das Abmelden kam nicht von unserer Seite',
      text: 'Sie sind weiter angemeldet. Bitte nutzen Sie „Abmelden“ auf der Seite selbst.',
    },
  },
  en: {
    again: 'Sign in',
    unfinished: {
      title: 'Signing in was not finished',
      text: 'It took too long, or it began in another window. Please sign in once more.',
    },
    withoutRole: {
      title: 'Your account has no role yet',
      text: 'Please ask the process owner, who says what you may see and do.',
    },
    signedOut: { title: 'You are signed out', text: 'You may close this window.' },
    foreign: {
      title: 'Signing out was not asked for by our page',
      text: 'You are still signed in. Please use “Sign out” on the page itself.',
    },
  },
};
