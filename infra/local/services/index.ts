import * as z from 'zod';
import type { Cloud, RunningServices } from '../contract.ts';
import { createAthenaService } from './athena/athena.ts';
import { createEngine } from './athena/engine.ts';
import { readCatalog } from './athena/glue.ts';
import { type Bus, createBus } from './events/bus.ts';
import { createEventsService } from './events/put-events.ts';
import { openIssuer } from './issuer/issuer.ts';
import { issuerRoutes } from './issuer/routes.ts';
import { createLambdaService } from './lambda.ts';
import { pageRoutes } from './pages/routes.ts';
import { type Change, openParameterStore } from './parameters/parameter-store.ts';
import { parameterRoutes } from './parameters/routes.ts';
import { createSsmService } from './parameters/ssm.ts';
import { createSecretsService } from './secrets/secrets-manager.ts';
import { inboundRoute } from './ses/inbound.ts';
import { openMailStore } from './ses/mail-store.ts';
import { mailboxRoutes } from './ses/mailbox.ts';
import { createMailService } from './ses/send.ts';
import { openStore } from './store.ts';

/**
 * The AWS services of the local cloud for which there is no library: mail both ways, parameters, buses, secrets,
 * Athena and sign-in, and the pages of the machine. All state is in the data folder; nothing runs by itself.
 */
export async function startServices(cloud: Cloud): Promise<RunningServices> {
  const store = openStore(cloud.dataDir);
  const bus = createBus(cloud);
  const waiting: Change[] = [];
  let tell = (change: Change): unknown => waiting.push(change);
  const parameters = openParameterStore(
    store,
    () => cloud.now(),
    (change) => tell(change),
  );
  parameters.adopt(cloud.model.resources('AWS::SSM::Parameter'));
  const mails = openMailStore(store);
  const mailService = createMailService(cloud, mails, bus);
  const catalog = readCatalog(cloud.model.resources('AWS::Glue::Table'));
  const engine = createEngine({ catalog, folder: (bucket) => cloud.objects.folder(bucket), store });
  const issuer = await openIssuer(cloud);
  return {
    services: [
      createSsmService(parameters, cloud.model),
      createEventsService(bus),
      createSecretsService(store, cloud),
      createLambdaService(cloud),
      createAthenaService(cloud, engine),
      mailService,
    ],
    routes: [
      ...pageRoutes(cloud, mails),
      ...mailboxRoutes(cloud, mails, bus),
      inboundRoute(cloud),
      ...parameterRoutes(parameters),
      ...issuerRoutes(issuer),
    ],
    objectStored: (bucket, key) => tellObject(cloud, bus, { bucket, key }),
    ready: async () => {
      tell = (change) => tellChange(change, bus);
      for (const change of waiting.splice(0)) tell(change);
      mailService.catchUp();
    },
    stop: async () => {
      mailService.stop();
      await engine.close();
      store.close();
    },
  };
}

function tellChange(change: Change, bus: Bus): void {
  bus.emit({ source: 'aws.ssm', detailType: 'Parameter Store Change', detail: change });
}

const telling = z.object({
  NotificationConfiguration: z.object({
    EventBridgeConfiguration: z.object({ EventBridgeEnabled: z.literal(true) }),
  }),
});

/** Buckets tell the default bus of new objects where the template says so. */
function tellObject({ model }: Cloud, bus: Bus, { bucket, key }: { bucket: string; key: string }): void {
  const stored = model.resources('AWS::S3::Bucket').find(({ ref }) => ref === bucket);
  if (!telling.safeParse(stored?.properties).success) return;
  const detail = { version: '0', bucket: { name: bucket }, object: { key }, reason: 'PutObject' };
  bus.emit({ source: 'aws.s3', detailType: 'Object Created', detail });
}
