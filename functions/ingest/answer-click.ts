/** `GET /v1/r/{token}`: leads on to the address that stood in a mail, and keeps with the person that they went there. */
import { createHmac } from 'node:crypto';
import { changeLead } from '../../shared/change-lead.ts';
import type { Act } from '../../shared/domain/behaviour.ts';
import { type HttpAnswer, plainHtml } from '../../shared/http/answer.ts';
import { type HttpRequest, preferredLanguage } from '../../shared/http/request.ts';
import { type MailLink, readLink } from '../../shared/links/link.ts';
import { log } from '../../shared/observe/log.ts';
import { seenDrafts } from '../../shared/rules/behaviour.ts';
import { agentClass, isMachine } from '../../shared/rules/machines.ts';
import type { EventPorts } from './answer-events.ts';
import { linkPage } from './pages.ts';
import { addressBlock } from './rules/address-block.ts';

export interface ClickPorts extends Omit<EventPorts, 'visits'> {
  /** The installation's link secret. */
  secret: () => Promise<string>;
}

/** Clicks of the same reader on the same link within so many characters of the instant, a minute, are one. */
const MINUTE = 'yyyy-mm-ddThh:mm'.length;

/**
 * Answers 302 with an address that we signed, to nowhere else; 404 or 410 with a page where the link is not ours or too
 * old. Who clicked gets on whether or not the click could be kept.
 */
export async function answerClick(ports: ClickPorts, request: HttpRequest): Promise<HttpAnswer> {
  const now = ports.now();
  const language = preferredLanguage(request.headers);
  const read = readLink(request.params.token ?? '', 'click', await ports.secret(), now);
  if (read.outcome === 'expired') return plainHtml(410, linkPage(language, 'expired'));
  if (read.outcome !== 'ok') return plainHtml(404, linkPage(language, 'unknown'));
  if (request.method === 'GET') await keepClick(ports, { request, link: read.link, now });
  const headers = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', location: read.link.to };
  return { statusCode: 302, headers, body: '' };
}

interface Click {
  request: HttpRequest;
  link: MailLink;
  now: string;
}

async function keepClick(ports: ClickPorts, click: Click): Promise<void> {
  const { request, link, now } = click;
  const { correlationId } = request;
  try {
    const { limit, behaviour } = (await ports.rules.get('intake')).document;
    const block = addressBlock(request.sourceIp, ports.hashKey);
    if ((await ports.limit.take(`clicks-${block}`, limit, now)) !== null) return;
    const act = actOf(ports.hashKey, click);
    await changeLead(ports, link.leadId, { now, by: 'person', correlationId }, (lead) =>
      seenDrafts(lead, [act], behaviour),
    );
  } catch (fault) {
    log.warn('click-lost', { leadId: link.leadId, correlationId }, fault);
  }
}

function actOf(hashKey: string, { request, link, now }: Click): Act {
  const keyed = (...of: unknown[]) =>
    createHmac('sha256', hashKey).update(JSON.stringify(of)).digest('base64url').slice(0, 12);
  const agent = request.headers['user-agent'] ?? '';
  const reader = keyed(addressBlock(request.sourceIp, hashKey), agent);
  const { mail, sentAt, link: n, links } = link;
  return {
    id: keyed(mail, n, reader, now.slice(0, MINUTE)),
    type: 'mail-click',
    at: now,
    url: plainAddress(link.to),
    mail,
    sentAt,
    link: n,
    links,
    reader,
    agent: agentClass(agent),
    ...(isMachine(request) ? { void: 'robot' } : {}),
  };
}

function plainAddress(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}
