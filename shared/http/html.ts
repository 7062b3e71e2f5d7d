import { type HttpAnswer, plainHtml } from './answer.ts';
import { fullStyle } from './full-style.ts';
import type { Page } from './page.ts';

/** A page for people, with everything that pages can show; `plainHtml` where it only says something. */
export function html(statusCode: number, page: Page, headers: Record<string, string> = {}): HttpAnswer {
  return plainHtml(statusCode, page, headers, fullStyle);
}
