const PAGE = { accept: 'text/html', 'accept-language': 'de' };

/** A browser: keeps cookies, follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  async go(method: 'GET' | 'POST', address: string, fields?: Record<string, string> | FormData) {
    const path = address.startsWith(this.#base) ? address.slice(this.#base.length) : address;
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.#base + path, {
      method,
      redirect: 'manual',
      headers: { ...PAGE, ...(cookie ? { cookie } : {}) },
      ...(fields ? { body: fields instanceof FormData ? fields : new URLSearchParams(fields) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=');
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      text: await answer.text(),
    };
  }

  /** Goes to a page of ours by way of the sign-in page, as a person of a role. @returns where it ends */
  async signIn(role: string, page = '/console', owner = ''): Promise<string> {
    const begun = await this.go('GET', `/v1/login?to=${encodeURIComponent(page)}`);
    const issuer = await this.go('GET', begun.location);
    if (!issuer.text.includes('On this machine only')) throw new Error(`no sign-in page: ${issuer.text}`);
    const back = await this.go('POST', begun.location, { ...fieldsOf(issuer.text), role, owner });
    return (await this.go('GET', back.location)).location;
  }

  act(id: string, page: string, fields: Record<string, string>) {
    const { formToken = '' } = fieldsOf(page);
    return this.go('POST', `/console/leads/${id}/actions`, { formToken, ...fields });
  }
}

/** Hidden fields of a page, by name. */
export function fieldsOf(html: string): Record<string, string> {
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(
    hidden.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]),
  );
}
