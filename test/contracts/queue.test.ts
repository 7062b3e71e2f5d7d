import { sqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import { memoryQueue } from '../../shared/adapters/memory/queue.ts';
import { queueContract, type TestedQueue } from './queue.contract.ts';
import { startServices } from './services.ts';

queueContract('in memory', async () => {
  const make = async (): Promise<TestedQueue> => {
    const queue = memoryQueue();
    const content = async () => queue.messages.map(({ body, group }) => (group ? { body, group } : { body }));
    return { queue, content };
  };
  return { plain: make, fifo: make, stop: async () => {} };
});

queueContract('in SQS', async () => {
  const { server, sqs } = await startServices();
  let count = 0;
  const make = async (suffix: '' | '.fifo'): Promise<TestedQueue> => {
    const name = `queue-${++count}${suffix}`;
    server.createQueue(name, { region: 'us-east-1', attributes: suffix ? { FifoQueue: 'true' } : {} });
    const url = `http://127.0.0.1:${server.port}/000000000000/${name}`;
    const content = async () =>
      (server.inspectQueue(name)?.messages.ready ?? []).map(({ body, messageGroupId }) =>
        messageGroupId ? { body: JSON.parse(body), group: messageGroupId } : { body: JSON.parse(body) },
      );
    return { queue: sqsQueue(url, { client: sqs }), content };
  };
  return {
    plain: () => make(''),
    fifo: () => make('.fifo'),
    stop: async () => {
      sqs.destroy();
      await server.stop();
    },
  };
});
