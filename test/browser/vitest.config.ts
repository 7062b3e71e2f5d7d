import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/browser/*.e2e.ts'], testTimeout: 60_000, hookTimeout: 180_000 },
});
