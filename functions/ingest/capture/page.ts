import { channelName } from '../../../shared/domain/channel-words.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { Page } from '../../../shared/http/page.ts';
import { FORM_TOKEN } from '../../../shared/http/session.ts';
import type { IntakeDocument, Product } from '../../../shared/rules/intake.ts';
import type { CaptureField } from './fields.ts';
import { type CaptureWords, captureWords } from './words.ts';

type Language = 'de' | 'en';

const TYPES: Partial<Record<CaptureField['fact'], string>> = {
  email: 'email',
  phone: 'tel',
  timeframe: 'date',
  birthDate: 'date',
};
/** What is captured by hand, the most frequent first. */
const CHANNELS: readonly string[] = [
  'phone',
  'trade_fair',
  'event',
  'response_card',
  'telemarketing',
  'letter',
  'fax',
];

/** What the browser may fill in by itself: nothing, since the person on the form is not the one at the keyboard. */
const NO_MEMORY = 'off';

/** The capture page: fields of the lead definition, what must be known first. It works without its script too. */
export function capturePage(
  { language, token }: { language: Language; token: string },
  fields: readonly CaptureField[],
  { products, channels = [] }: Pick<IntakeDocument, 'products' | 'channels'>,
): Page {
  const say = captureWords[language];
  const groups = (['must', 'should', 'may'] as const).map((level) => {
    const inside = fields
      .filter((field) => field.level === level)
      .map((field) => input(field, say, products));
    if (inside.length === 0) return '';
    return level === 'may'
      ? markup`<details><summary>${say.levels.may}</summary><div class="grid">${inside}</div></details>`
      : markup`<fieldset><legend>${say.levels[level]}</legend>${level === 'must' ? markup`<p class="soft">${say.reach}</p>` : ''}<div class="grid">${inside}</div></fieldset>`;
  });
  const options = [...CHANNELS, ...channels].map(
    (channel) => markup`<option value="${channel}">${channelName(channel, language)}</option>`,
  );
  const { script } = say;
  const form = markup`<form method="post" action="/capture" enctype="multipart/form-data" data-capture="1" data-kept="${script.kept}" data-sent="${script.sent}" data-offline="${script.offline}" data-signin="${script.signin}" data-refused="${script.refused}" data-later="${script.later}" data-large="${script.large}" data-unkept="${script.unkept}" data-correct="${script.correct}"><input type="hidden" name="${FORM_TOKEN}" value="${token}"><div class="grid"><div><label for="channel">${say.channel}</label><select id="channel" name="channel">${options}</select></div><div><label for="campaign">${say.campaign}</label><input id="campaign" name="campaign" maxlength="200" autocomplete="${NO_MEMORY}"></div></div>${groups[0]}<label for="message">${say.message}</label><textarea id="message" name="message" rows="3" maxlength="10000"></textarea><label for="scan">${say.scan}</label><input id="scan" name="scan" type="file" accept="image/*,application/pdf" multiple aria-describedby="scan-hint"><p class="soft" id="scan-hint">${say.scanHint}</p>${groups.slice(1)}<p><button accesskey="s">${say.save}</button> <span class="soft">${say.keys}</span></p></form>`;
  const status = markup`<div data-part="status" hidden><p>${say.unsent}: <strong class="badge" data-part="unsent">0</strong> <span role="status" data-part="said"></span></p><ul class="plain" data-part="wrong"></ul></div>`;
  const known = markup`<aside aria-live="polite"><div data-part="people" hidden><h2>${say.known}</h2><ul class="plain" data-part="known"></ul></div></aside>`;
  const main = markup`${status}<div class="split">${known}<div>${form}</div></div>`;
  return { language, title: say.title, main, header: header(say), script: '/capture/app.js' };
}

function header(say: CaptureWords): Markup {
  return markup`<a class="skip" href="#main">${say.skip}</a><div class="bar"><strong>Leitwerk</strong><nav class="row" aria-label="Leitwerk"><a href="/console">${say.console}</a><a href="/capture" aria-current="page">${say.title}</a></nav></div>`;
}

function input({ fact, values }: CaptureField, say: CaptureWords, products: readonly Product[]): Markup {
  const label = markup`<label for="${fact}">${say.facts[fact] ?? fact}</label>`;
  const choices =
    fact === 'product'
      ? products.map(({ id, name }): [string, string] => [id, name])
      : values?.map((value): [string, string] => [value, say.values[value] ?? value]);
  if (choices)
    return markup`<div>${label}<select id="${fact}" name="${fact}"><option value="">${say.choose}</option>${choices.map(([value, name]) => markup`<option value="${value}">${name}</option>`)}</select></div>`;
  return markup`<div>${label}<input id="${fact}" name="${fact}" type="${TYPES[fact] ?? 'text'}" maxlength="200" autocomplete="${NO_MEMORY}"></div>`;
}

/** The lead is stored, for browsers without script. */
export function takenPage(language: Language): Page {
  const say = captureWords[language];
  const main = markup`<p role="status">${say.taken}</p><p><a class="button" href="/capture">${say.next}</a></p>`;
  return { language, title: say.title, main };
}

/** Why nothing was stored. */
export function notTakenPage(
  language: Language,
  why: keyof CaptureWords['refusals'] | readonly { message: string }[],
): Page {
  const say = captureWords[language];
  if (typeof why === 'string') {
    const way = why === 'sign-in' ? '/v1/login?to=/capture' : '/capture';
    const main = markup`<p>${say.refusals[why]}</p><p><a class="button" href="${way}">${say.title}</a></p>`;
    return { language, title: say.title, main };
  }
  const items = why.map(({ message }) => markup`<li>${message}</li>`);
  return { language, title: say.wrong, main: markup`<ul class="findings">${items}</ul>` };
}
