import { describe, expect, it } from 'vitest';
import { LeadBody } from '../../shared/http/api/leads.ts';
import { api } from '../../shared/http/api.ts';
import { routes } from '../../shared/wiring.ts';
import { describeApi } from './describe-api.ts';

describe('the description of the API', () => {
  it('names exactly the routes that the stack has, and who may use them', () => {
    const built = routes.filter(({ method }) => method !== 'OPTIONS');
    const spoken = (list: readonly { method: string; path: string; staff: boolean }[]) =>
      list
        .map(({ method, path, staff }) => `${method.toUpperCase()} ${path} ${staff ? 'staff' : 'open'}`)
        .sort();
    expect(spoken(api)).toEqual(spoken(built));
  });

  it('describes the body by the schema that checks it', () => {
    const { components } = JSON.parse(JSON.stringify(describeApi('1')));
    expect(Object.keys(components.schemas.LeadBody.properties)).toEqual(Object.keys(LeadBody.shape));
  });

  it('is the one in docs/openapi.json; `npx vitest run describe-api -u` writes it anew', async () => {
    const text = `${JSON.stringify(describeApi('current'), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../docs/openapi.json');
  });
});
