/** The name of an act as it is compared: `page_view`, `Page View` and `page-view` are one. */
export const actName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
