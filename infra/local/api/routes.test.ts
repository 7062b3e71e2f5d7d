import { expect, it } from 'vitest';
import { Routes } from './routes.ts';

const paths = [
  'ANY $default',
  'GET /v1/leads/{id}',
  'GET /v1/leads/search',
  'ANY /v1/leads/{id}',
  'GET /v1/{proxy+}',
  'POST /v1/leads/{id}/actions',
];
const routes = new Routes(
  paths.map((key) => {
    const [method = '', path = ''] = key.split(' ');
    return { method, path, value: key };
  }),
);

it.each([
  ['GET', '/v1/leads/search', 'GET /v1/leads/search', {}],
  ['GET', '/v1/leads/a%20b', 'GET /v1/leads/{id}', { id: 'a b' }],
  ['PUT', '/v1/leads/7', 'ANY /v1/leads/{id}', { id: '7' }],
  ['POST', '/v1/leads/7/actions', 'POST /v1/leads/{id}/actions', { id: '7' }],
  ['GET', '/v1/leads/7/actions', 'GET /v1/{proxy+}', { proxy: 'leads/7/actions' }],
  ['GET', '/v1/%E0%A4%A', 'GET /v1/{proxy+}', { proxy: '%E0%A4%A' }],
  ['DELETE', '/elsewhere', 'ANY $default', {}],
])('%s %s goes to %s', (method, path, value, params) => {
  expect(routes.find(method, path)).toEqual({ value, params });
});

it('without a default there may be no route', () => {
  expect(new Routes([{ method: 'GET', path: '/a', value: 1 }]).find('GET', '/a/')).toBeUndefined();
});
