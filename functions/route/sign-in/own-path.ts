/** Where a signed-in person begins. */
const HOME = '/console';
const LONGEST = 500;
const OWN = 'https://own.invalid';

/**
 * The page that was asked for, if it is one of ours; else the console. An address that a browser would read as another site
 * (`//evil.example`, `/\evil.example`) leads home.
 */
export function ownPath(asked: string | undefined): string {
  if (!asked || asked.length > LONGEST || !/^\/[\x21-\x7e]*$/.test(asked) || asked.includes('\\'))
    return HOME;
  try {
    const url = new URL(asked, OWN);
    return url.origin === OWN && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : HOME;
  } catch {
    return HOME;
  }
}
