/**
 * The routes of the HTTP API as they are described to others. Bodies are described by the schemas that check them; a test
 * holds the list against the routes of the stack.
 */
import { linkRoutes } from './routes/links.ts';
import { pageRoutes } from './routes/pages.ts';
import { publicRoutes } from './routes/public.ts';
import type { ApiRoute } from './routes/route.ts';
import { staffRoutes } from './routes/staff.ts';

export const api: readonly ApiRoute[] = [...publicRoutes, ...linkRoutes, ...staffRoutes, ...pageRoutes];
