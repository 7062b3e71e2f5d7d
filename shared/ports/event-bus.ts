/** Publishes what happened to whoever listens outside (CRM, administrators). Refused entries are sent again or thrown. */
export interface EventBus {
  publish(entries: readonly { type: string; detail: unknown }[]): Promise<void>;
}
