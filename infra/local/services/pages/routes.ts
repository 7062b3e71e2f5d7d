import type { Cloud, ControlAnswer, ControlRequest, ControlRoute } from '../../contract.ts';
import { html, problem, seeOther } from '../answers.ts';
import type { MailStore } from '../ses/mail-store.ts';
import { formPage } from './form-page.ts';
import { startPage } from './start-page.ts';

type PageCloud = Pick<Cloud, 'model' | 'now' | 'objects' | 'publicUrl' | 'dataDir'>;

/** Pages for the person in front of the machine: where to start, a form to try, the newest report, the clock's buttons. */
export function pageRoutes(cloud: PageCloud, mails: MailStore): ControlRoute[] {
  return [
    {
      method: 'GET',
      path: '/',
      handle: async () => {
        const { publicUrl, dataDir } = cloud;
        const now = cloud.now().toISOString();
        return html(
          startPage({ publicUrl, dataDir, now, mails: mails.count(), reportDay: await newestReport(cloud) }),
        );
      },
    },
    { method: 'GET', path: '/_local/form', handle: async (request) => html(formPage(languageOf(request))) },
    {
      method: 'GET',
      path: '/_local/report',
      handle: async () => {
        const day = await newestReport(cloud);
        if (!day) return problem(404, 'There is no report yet: move the clock past 02:30 UTC');
        return seeOther(`/_local/objects/reports/reports/${day}/index.html`);
      },
    },
    { method: 'POST', path: '/_local/clock/advance', handle: (request) => advance(request, cloud) },
  ];
}

function languageOf({ url, headers }: ControlRequest): 'de' | 'en' {
  const asked = url.searchParams.get('lang') ?? headers['accept-language'] ?? 'en';
  return asked.toLowerCase().startsWith('de') ? 'de' : 'en';
}

/** The newest day whose manifest is there; the manifest is written last. */
async function newestReport(cloud: PageCloud): Promise<string | undefined> {
  const bucket = cloud.model
    .resources('AWS::S3::Bucket')
    .find(({ logicalId }) => logicalId.startsWith('Reports'));
  const objects = bucket ? await cloud.objects.list(bucket.ref, 'reports/') : [];
  const days = objects.map(({ key }) => /^reports\/(\d{4}-\d\d-\d\d)\/manifest\.json$/.exec(key)?.[1]);
  return days.filter((day) => day !== undefined).at(-1);
}

/** A button of the start page: moves the clock by the same route as everybody. */
async function advance({ body }: ControlRequest, { publicUrl }: PageCloud): Promise<ControlAnswer> {
  const step = new URLSearchParams(body.toString('utf8')).get('advance') ?? '';
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify({ advance: step }) };
  const answer = await fetch(`${publicUrl}/_local/clock`, request);
  return answer.ok ? seeOther('/') : problem(answer.status, `The clock did not move: ${await answer.text()}`);
}
