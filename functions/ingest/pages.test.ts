import { expect, it } from 'vitest';
import { renderPage } from '../../shared/http/page.ts';
import { plainStyle } from '../../shared/http/style.ts';
import { findingsPage, linkPage, refusedPage, thanksPage } from './pages.ts';

const findings = (['reject', 'note'] as const).map((severity) => ({
  field: 'email',
  code: 'email-syntax',
  severity,
  message: 'x',
}));

it.each([
  ['thanks', thanksPage('de', 'inq_1')],
  ['what is to be corrected', findingsPage('en', findings)],
  ['that nothing was taken', refusedPage('de', 'large')],
  ['that a link is old', linkPage('en', 'expired')],
])('a page that says %s shows nothing that the plain style does not dress', (_, page) => {
  const text = renderPage(page, plainStyle).replace(/<style>.*<\/style>/s, '');
  const elements = [...text.matchAll(/<(\w+)/g)].map(([, name]) => name);
  const classes = [...text.matchAll(/class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' '));
  expect(['html', 'head', 'meta', 'title', 'body', 'main', 'h1', 'p', 'ul', 'li']).toEqual(
    expect.arrayContaining(elements),
  );
  for (const name of classes) expect(plainStyle.text).toMatch(new RegExp(`\\.${name}\\b`));
});
