import { channelName } from '../../shared/domain/channel-words.ts';
import { LegalBasis, usualChannels } from '../../shared/domain/facts.ts';
import { type ListImport, ListStatement, type RowResult } from '../../shared/domain/list.ts';
import { type Markup, markup } from '../../shared/http/markup.ts';
import type { Page } from '../../shared/http/page.ts';
import { FORM_TOKEN } from '../../shared/http/session.ts';
import type { StatementFault } from './list-statement.ts';
import { type ListLanguage, listWords } from './list-words.ts';

const header = (language: ListLanguage): Markup => {
  const say = listWords[language];
  return markup`<a class="skip" href="#main">${say.skip}</a><div class="bar"><strong>Leitwerk</strong><nav class="row" aria-label="Leitwerk"><a href="/console">${say.console}</a><a href="/console/imports">${say.title}</a></nav></div>`;
};

/** Where a list is uploaded with what must be stated about it, and the newest lists below. */
export function importsPage(
  { language, token, faults }: { language: ListLanguage; token: string; faults: readonly StatementFault[] },
  newest: readonly ListImport[],
  /** What the rules add to the usual ones. */
  more: readonly string[] = [],
): Page {
  const say = listWords[language];
  const wrong =
    faults.length === 0
      ? ''
      : markup`<ul class="findings" role="alert">${faults.map(({ field, message }) => markup`<li><strong>${field}</strong>: ${message}</li>`)}</ul>`;
  const options = (values: readonly string[], named: Record<string, string>) =>
    values.map((value) => markup`<option value="${value}">${named[value] ?? value}</option>`);
  const channels = ['import', ...usualChannels.filter((each) => each !== 'import'), ...more].map(
    (channel) => markup`<option value="${channel}">${channelName(channel, language)}</option>`,
  );
  const form = markup`<form class="card" method="post" action="/console/imports" enctype="multipart/form-data"><input type="hidden" name="${FORM_TOKEN}" value="${token}"><label for="file">${say.file}</label><input id="file" name="file" type="file" accept=".csv,.txt,.tsv,text/csv" required><label for="kind">${say.kind}</label><select id="kind" name="kind">${options(ListStatement.shape.kind.unwrap().options, say.kinds)}</select><label for="source">${say.source}</label><input id="source" name="source" maxlength="100" required><label for="channel">${say.channel}</label><select id="channel" name="channel">${channels}</select><label for="campaign">${say.campaign}</label><input id="campaign" name="campaign" maxlength="200"><label for="requested">${say.requested}</label><select id="requested" name="requested" required><option value="">${say.choose}</option><option value="true">${say.yes}</option><option value="false">${say.no}</option></select><label for="legalBasis">${say.legalBasis}</label><select id="legalBasis" name="legalBasis" required><option value="">${say.choose}</option>${options(LegalBasis.options, say.bases)}</select><label for="map">${say.map}</label><input id="map" name="map" placeholder="Gesprächsnotiz=message"><label for="dryRun">${say.dryRun}</label><select id="dryRun" name="dryRun"><option value="true">${say.tryOut}</option><option value="false">${say.takeIn}</option></select><p><button>${say.send}</button></p></form>`;
  const rows = newest.map(
    (list) =>
      markup`<tr><th scope="row"><a href="/console/imports/${list.id}">${list.statement.source}</a></th><td data-label="${say.begun}">${list.createdAt.slice(0, 16).replace('T', ' ')}</td><td data-label="${say.state}">${stateText(list, language)}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? markup`<p>${say.none}</p>`
      : markup`<div class="scroll lines"><table><thead><tr><th scope="col">${say.source}</th><th scope="col">${say.begun} (UTC)</th><th scope="col">${say.state}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  const main = markup`${wrong}<div class="split"><div><h2>${say.newest}</h2>${table}</div><aside><h2>${say.bring}</h2>${form}</aside></div>`;
  return { language, title: say.title, main, header: header(language) };
}

/** How far a list has come, what its columns mean, and what became of its first rows. */
export function importPage(language: ListLanguage, list: ListImport, results: readonly RowResult[]): Page {
  const say = listWords[language];
  const { statement, counts, columns, reason } = list;
  const told = Object.entries(counts).map(
    ([outcome, count]) =>
      markup`<li>${say.outcomes[outcome] ?? outcome} <span class="badge">${count}</span></li>`,
  );
  const known = columns.map(
    ({ name, means, suggestion }) =>
      markup`<tr><th scope="row">${name || '–'}</th><td data-label="${say.field}">${means ?? say.kept}</td><td data-label="${say.suggestion}">${suggestion}</td></tr>`,
  );
  const rows = results.map(
    (row) =>
      markup`<tr><th scope="row">${row.row}</th><td data-label="${say.outcome}" class="${row.reason ? 'bad' : ''}">${say.outcomes[row.outcome] ?? row.outcome}</td><td data-label="${say.reason}">${row.column ?? row.field} ${row.message ?? ''}</td><td data-label="${say.lead}">${row.leadId ? markup`<a href="/console/leads/${row.leadId}">${row.leadId}</a>` : ''}</td></tr>`,
  );
  const why = reason ? markup`<p class="bad">${reason.detail}</p>` : '';
  const unasked = statement.requested ? '' : markup`<p class="bad">${say.unasked}</p>`;
  const main = markup`<p role="status"><strong>${stateText(list, language)}</strong></p>${why}${unasked}<ul class="plain row">${told}</ul><p><a class="button" href="/v1/imports/${list.id}?format=csv">${say.download}</a></p><h2>${say.columns}</h2><div class="scroll lines"><table><thead><tr><th scope="col">${say.column}</th><th scope="col">${say.field}</th><th scope="col">${say.suggestion}</th></tr></thead><tbody>${known}</tbody></table></div><h2>${say.rows}</h2><div class="scroll lines"><table><thead><tr><th scope="col">${say.row}</th><th scope="col">${say.outcome}</th><th scope="col">${say.reason}</th><th scope="col">${say.lead}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  const title = statement.dryRun ? `${statement.source} (${say.tryOut})` : statement.source;
  return { language, title, main, header: header(language) };
}

function stateText({ state, done, file }: ListImport, language: ListLanguage): string {
  const say = listWords[language];
  const percent = file.size === 0 ? 100 : Math.floor((100 * done.bytes) / file.size);
  return state === 'running' ? `${say.states.running} ${percent} %` : say.states[state];
}

/** Why something is not shown or done. */
export function refusalPage(language: ListLanguage, why: 'sign-in' | 'role' | 'foreign' | 'unknown'): Page {
  const say = listWords[language];
  const way = why === 'sign-in' ? '/v1/login' : '/console/imports';
  const main = markup`<p>${say.refusals[why]}</p><p><a class="button" href="${way}">${say.on}</a></p>`;
  return { language, title: say.title, main };
}
