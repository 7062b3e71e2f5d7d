import type { AwsAnswer, Cloud, Service } from '../contract.ts';

/** `POST /2015-03-31/functions/{name}/invocations`: runs a function and waits for its answer. */
export function createLambdaService({ invoke, model }: Pick<Cloud, 'invoke' | 'model'>): Service {
  return {
    name: 'lambda',
    handle: async ({ method, url, body }) => {
      const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(url.pathname) ?? [];
      if (method !== 'POST' || !name)
        return answer(400, { Message: `${method} ${url.pathname} is not built locally` });
      const called = model.resources('AWS::Lambda::Function').find(({ ref }) => ref === name);
      if (!called) return answer(404, { Message: `Function not found: ${name}` });
      try {
        return answer(200, await invoke(called.logicalId, JSON.parse(body.toString('utf8') || 'null')));
      } catch (fault) {
        const errorMessage = fault instanceof Error ? fault.message : String(fault);
        return answer(200, { errorMessage }, { 'x-amz-function-error': 'Unhandled' });
      }
    },
  };
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): AwsAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}
