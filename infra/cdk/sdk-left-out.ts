/**
 * Takes the place of two parts of the AWS SDK in the bundles that every client carries and no function of ours uses:
 * `@aws-sdk/middleware-endpoint-discovery` (DynamoDB has one address per region; the cache of others is 8 kB) and
 * `@smithy/core/event-streams` (answers that come as a stream of events, such as S3 Select; 10 kB).
 */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;

/** Read by the client's configuration, whoever asks or not: no discovery. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};

export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

/** @throws always: a call that needs it must take the alias out of `bundle-into.ts` */
export const eventStreamSerdeProvider = (): never => {
  throw new Error('streams of events are not in the bundles');
};

/** As the provider: nothing makes one. */
export class EventStreamSerde {
  constructor() {
    eventStreamSerdeProvider();
  }
}
