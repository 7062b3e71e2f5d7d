import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { objectsContract } from './objects.contract.ts';
import { startServices } from './services.ts';

objectsContract('in memory', async () => ({ objects: memoryObjects(), stop: async () => {} }));

objectsContract('in S3', async () => {
  const { server, s3 } = await startServices();
  server.createBucket('raw');
  return {
    objects: s3Objects('raw', { client: s3 }),
    stop: async () => {
      s3.destroy();
      await server.stop();
    },
  };
});
