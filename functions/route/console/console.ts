import { Fault } from '../../../shared/domain/faults.ts';
import { type HttpAnswer, redirect } from '../../../shared/http/answer.ts';
import { Caller, Role } from '../../../shared/http/caller.ts';
import { type HttpRequest, preferredLanguage, wantsHtml } from '../../../shared/http/request.ts';
import { FORM_TOKEN, formToken, isOurForm } from '../../../shared/http/session.ts';
import { toSignIn } from '../../../shared/http/to-sign-in.ts';
import { board } from './board.ts';
import { call, calls } from './calls.ts';
import { clocksAtRisk } from './clocks.ts';
import { readers } from './frame.ts';
import { actOnLead, oneLead } from './lead.ts';
import { pools } from './pools.ts';
import { refusal } from './refusal.ts';
import { review } from './review.ts';
import { search } from './search.ts';
import type { ConsolePorts, Visit } from './visit.ts';

type Screen = { roles: readonly Role[]; show: (visit: Visit) => Promise<HttpAnswer> };

/** Pages by method and the part of the path behind `/console`. */
const screens: Record<string, Screen> = {
  'GET ': { roles: readers.board, show: board },
  'GET review': { roles: readers.review, show: review },
  'GET clocks': { roles: readers.clocks, show: clocksAtRisk },
  'GET calls': { roles: readers.calls, show: calls },
  'POST calls': { roles: readers.calls, show: call },
  'GET pools': { roles: readers.pools, show: pools },
  'GET search': { roles: readers.search, show: search },
  'POST search': { roles: readers.search, show: search },
  'GET leads': { roles: Role.options, show: oneLead },
  'POST leads': { roles: Role.options, show: actOnLead },
};

/**
 * The console of staff: pages that need no script. Who is not signed in is led to the sign-in page and back; a form that is not
 * ours, or of a session before this one, changes nothing.
 * @param now ISO instant
 */
export async function serveConsole(
  ports: ConsolePorts,
  request: HttpRequest,
  now: string,
): Promise<HttpAnswer> {
  const caller = Caller.safeParse(request.caller).data;
  if (!caller) return signInFirst(request);
  const screen = screens[`${request.method} ${request.path.split('/')[2] ?? ''}`];
  if (!screen) return refusal('unknown', request);
  const secret = await ports.secret();
  const given = new URLSearchParams(request.body.toString('utf8')).get(FORM_TOKEN);
  if (request.method === 'POST' && !isOurForm(request, given, secret)) return refusal('foreign', request);
  if (!screen.roles.includes(caller.role)) return refusal('role', request);
  const { agents, timeZone } = (await ports.rules.get('agents')).document;
  try {
    return await screen.show({
      ports,
      request,
      caller,
      now,
      timeZone,
      language: preferredLanguage(request.headers),
      formToken: formToken(request, secret),
      names: new Map(agents.map(({ id, name }) => [id, name])),
    });
  } catch (error) {
    if (error instanceof Fault && error.code === 'bad-cursor') return redirect(request.path);
    throw error;
  }
}

function signInFirst(request: HttpRequest): HttpAnswer {
  const form = request.method !== 'GET' && wantsHtml(request.headers);
  return form ? refusal('sign-in', request) : toSignIn(request);
}
