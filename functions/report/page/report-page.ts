import { channelName } from '../../../shared/domain/channel-words.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { Audit } from '../audit/compare-records.ts';
import { type Answers, auditSheet, reports } from '../reports.ts';
import { auditRows } from '../rules/audit-rows.ts';
import { type Deadline, type Figures, figures, type Origin } from '../rules/figures.ts';
import type { Report, Rows, Sheet } from '../sheet.ts';
import { funnelChart, partsBar, seriesChart, standingChart } from './charts.ts';
import { reportTable } from './report-table.ts';
import { style, styleHash } from './style.ts';
import { CLOCKS, count, euro, hours, LOSSES, longDay, PLACES, percent, word } from './words.ts';

const allReports: readonly (Report & { name: keyof Answers })[] = Object.values(reports);

/**
 * The report of a day for people: one HTML document without script, foreign resources or anything that changes when it
 * is made again.
 * @param day local date `yyyy-mm-dd`
 * @param smallestGroup members of the smallest group whose figures are shown
 */
export function reportPage(
  day: string,
  answers: Answers,
  { audit, smallestGroup }: { audit: Audit; smallestGroup: number },
): string {
  const shown = figures(answers);
  const title = `Leads am ${longDay(day)}`;
  const body = markup`<main>
<header><p class="brand">Leitwerk</p><h1>${longDay(day)}</h1><p class="soft">Stand am Ende des Tages</p></header>
${tiles(shown)}
${section('Die letzten dreißig Tage', 'Anfragen und neue Leads je Tag', [
  legend([
    ['line', 'Anfragen'],
    ['leads', 'Neue Leads'],
    ['hot', 'Heiß geworden'],
  ]),
  seriesChart(shown.days),
])}
${section(reports.funnel.question, 'Wer weiter kam, zählt auf jeder Stufe davor mit', funnelChart(shown.funnel))}
${section(reports.tracking.question, 'Leads je Zustand, nach Klasse', [
  legend([
    ['hot', 'heiß'],
    ['warm', 'warm'],
    ['cold', 'kalt'],
    ['unscored', 'noch nicht bewertet'],
  ]),
  shown.standings.length > 0 ? standingChart(shown.standings) : markup`<p class="empty">Noch kein Lead.</p>`,
])}
${section(reports.deadlines.question, 'Gehalten heißt: bis zur Grenze erledigt', deadlineTable(shown.deadlines))}
${section(reports.sources.question, 'Nach Kanal; Kampagne, Produkt und Region stehen in der Datei', originTable(shown.origins))}
${section(reports.losses.question, `Was der Vertrieb sagt, und was die Personen selbst sagen, wenn sie gefragt werden; Gründe mit weniger als ${smallestGroup} Antworten stehen zusammen`, lossTable(answers.losses))}
${section(reports.fairness.question, `Zahlen von Gruppen ab ${smallestGroup} Personen; kleinere bleiben leer (Regel rules/reports, smallestGroup). Was eine einzelne Person bekam, sieht nur sie selbst.`, fairnessTable(answers.fairness))}
${allReports.map((report) => tableSection(report, answers[report.name]))}
${section(auditSheet.question, 'Jede Anfrage des Tages in drei unabhängigen Nachweisen: Bestätigungen, Tabelle, Analysedaten', auditTable(audit))}
${section('Zahlen zum Weiterrechnen', 'CSV für die Tabellenkalkulation; dieselben Daten liegen als Tabellen für SQL bereit', fileList())}
${section('Was die Spalten bedeuten', 'Jede Zahl ist einmal definiert; die Summen aller Berichte stimmen überein', [...allReports, auditSheet].map(columnList))}
</main>`;
  const policy = `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head>
<body>${body.text}</body></html>
`;
}

function section(title: string, about: string, content: Markup | readonly Markup[]): Markup {
  return markup`<section><h2>${title}</h2><p class="soft">${about}</p>${content}</section>`;
}

function tableSection({ question, columns, table }: Report, rows: Rows): Markup | string {
  return table ? section(question, table.about, reportTable(columns, table, rows)) : '';
}

function legend(entries: readonly (readonly [key: string, text: string])[]): Markup {
  return markup`<ul class="legend">${entries.map(([key, text]) => markup`<li class="k-${key}">${text}</li>`)}</ul>`;
}

function tiles(shown: Figures): Markup {
  const tile = (name: string, figure: string, more: string, alert = false) =>
    markup`<li class="${alert ? 'tile alert' : 'tile'}"><p class="name">${name}</p><p class="figure">${figure}</p><p class="more">${more}</p></li>`;
  return markup`<ul class="tiles">${[
    tile('Leads', count(shown.leads), `${count(shown.today.leads)} neu am Tag`),
    tile('Anfragen am Tag', count(shown.today.inquiries), `${count(shown.today.hot)} Leads heiß geworden`),
    tile('Heiße Leads', count(shown.hot), `${percent(shown.hotShare)} aller Leads`),
    tile(
      'Gewonnen',
      count(shown.won),
      shown.orderValue > 0 ? euro(shown.orderValue) : 'noch kein Auftragswert',
    ),
    tile('Antwortfrist', percent(shown.answersKept), `gehalten, Median ${hours(shown.answerHours)}`),
    tile('Über der Grenze', count(shown.overdue), 'überfällige Leads', shown.overdue > 0),
  ]}</ul>`;
}

function deadlineTable(deadlines: readonly Deadline[]): Markup {
  const used = deadlines.filter(({ met, late, open, overdue }) => met + late + open + overdue > 0);
  if (used.length === 0) return markup`<p class="empty">Noch keine Frist gestartet.</p>`;
  const rows = used.map(({ clock, met, late, open, overdue, kept, p50Hours, p90Hours }) => {
    const parts = Object.entries({ met, late, open, overdue }).map(([name, value]) => ({ name, value }));
    return markup`<tr><th scope="row">${word(CLOCKS, clock)}</th><td>${percent(kept)}</td><td>${partsBar(parts)}</td><td>${count(met)}</td><td>${count(late)}</td><td>${count(open)}</td><td class="${overdue > 0 ? 'bad' : ''}">${count(overdue)}</td><td>${hours(p50Hours)}</td><td>${hours(p90Hours)}</td></tr>`;
  });
  return markup`${legend([
    ['met', 'gehalten'],
    ['late', 'zu spät'],
    ['open', 'läuft'],
    ['overdue', 'überfällig'],
  ])}<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Frist</th><th scope="col">Gehalten</th><th scope="col"></th><th scope="col">in der Frist</th><th scope="col">zu spät</th><th scope="col">läuft</th><th scope="col">überfällig</th><th scope="col">Hälfte in</th><th scope="col">90 % in</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function originTable(origins: readonly Origin[]): Markup {
  if (origins.length === 0) return markup`<p class="empty">Noch keine Anfrage.</p>`;
  const rows = origins.map(
    ({ channel, inquiries, leads, hot, won, orderValue }) =>
      markup`<tr><th scope="row">${channel === null ? word({}, channel) : channelName(channel, 'de')}</th><td>${count(inquiries)}</td><td>${count(leads)}</td><td>${count(hot)}</td><td>${percent(leads === 0 ? null : hot / leads)}</td><td>${count(won)}</td><td>${percent(leads === 0 ? null : won / leads)}</td><td>${orderValue > 0 ? euro(orderValue) : '–'}</td></tr>`,
  );
  return markup`<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Kanal</th><th scope="col">Anfragen</th><th scope="col">Leads</th><th scope="col">heiß</th><th scope="col">Anteil heiß</th><th scope="col">gewonnen</th><th scope="col">Anteil gewonnen</th><th scope="col">Auftragswert</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function lossTable(rows: Rows): Markup {
  if (rows.length === 0) return markup`<p class="empty">Noch kein Lead verloren.</p>`;
  const shown = (value: string | null | undefined) => (value == null ? '–' : count(Number(value)));
  const lines = rows.map(
    ([reason, leads, back, asked, answered, told, never]) =>
      markup`<tr><th scope="row">${word(LOSSES, reason ?? null)}</th>${[leads, back, asked, answered, told, never].map((value) => markup`<td>${shown(value)}</td>`)}</tr>`,
  );
  const heads = [
    'Grund',
    'sagt der Vertrieb',
    'wieder im Gespräch',
    'gefragt',
    'antworteten',
    'sagt die Person',
    'nicht mehr',
  ];
  return markup`<div class="scroll" tabindex="0"><table><thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

function fairnessTable(rows: Rows): Markup {
  if (rows.length === 0) return markup`<p class="empty">Noch keine Zuteilung.</p>`;
  const shown = (value: string | null | undefined) => (value == null ? '–' : count(Number(value)));
  const lines = rows.map(
    ([pool, tier, leads, recent, , able, , beyond]) =>
      markup`<tr><th scope="row">${pool}</th><td>${tier}</td><td>${shown(leads)}</td><td>${shown(recent)}</td><td>${shown(able)}</td><td>${shown(beyond)}</td></tr>`,
  );
  const members = markup`<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Vertriebsbereich</th><th scope="col">Güte</th><th scope="col">Zuteilungen</th><th scope="col">in 30 Tagen</th><th scope="col">Personen höchstens</th><th scope="col">Grenze erreicht</th></tr></thead><tbody>${lines}</tbody></table></div>`;
  return markup`${members}${parityTable(rows)}`;
}

/** Partners against direct sales, per pool and tier; nothing where no lead could have gone to both. */
function parityTable(rows: Rows): Markup | string {
  const both = rows.filter((row) => Number(row[9]) > 0);
  if (both.length === 0) return '';
  const share = (part: string | null | undefined, of: string | null | undefined) =>
    percent(Number(part) / Number(of));
  const lines = both.map(
    ([pool, tier, , , , , , , , forBoth, entitled, got, deviation]) =>
      markup`<tr><th scope="row">${pool}</th><td>${tier}</td><td>${count(Number(forBoth))}</td><td>${share(entitled, forBoth)}</td><td>${share(got, forBoth)}</td><td>${deviation?.replace('.', ',')}</td></tr>`,
  );
  return markup`<h3>Partner und Direktvertrieb</h3><div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Vertriebsbereich</th><th scope="col">Güte</th><th scope="col">für beide</th><th scope="col">Anspruch der Partner</th><th scope="col">Partner bekamen</th><th scope="col">Abweichung in Leads</th></tr></thead><tbody>${lines}</tbody></table></div>`;
}

function auditTable(audit: Audit): Markup {
  const { acknowledged, listed, findings } = audit;
  const rows = auditRows(audit).map(
    ([place, inquiries]) =>
      markup`<tr><th scope="row">${word(PLACES, place)}</th><td class="${place === 'missing' && findings.length > 0 ? 'bad' : ''}">${count(Number(inquiries))}</td></tr>`,
  );
  const told = markup`<p>${count(acknowledged)} Anfragen wurden dem Absender bestätigt${listed > 0 ? `, ${count(listed)} kamen in Listen` : ''}. ${
    findings.length === 0
      ? 'Jede ist in genau einem Zustand; die drei Nachweise stimmen überein.'
      : `${count(findings.length)} fehlen in einem Nachweis: audit.json nennt sie, „leitwerk audit“ sagt, was zu tun ist.`
  }</p>`;
  return markup`${told}<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Zustand des Leads</th><th scope="col">Anfragen</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function fileList(): Markup {
  const files = [...allReports, auditSheet].map(
    ({ name, question }) => markup`<li><a href="${name}.csv">${name}.csv</a><span>${question}</span></li>`,
  );
  return markup`<ul class="files">${files}</ul>`;
}

function columnList({ name, columns }: Sheet): Markup {
  const entries = columns.map((column) => markup`<dt>${column.name}</dt><dd>${column.meaning}</dd>`);
  return markup`<details><summary>${name}.csv</summary><dl>${entries}</dl></details>`;
}
