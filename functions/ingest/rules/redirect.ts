/**
 * Where a form may send its sender on to.
 * @param allowed beginnings out of the intake document: `https://www.example.com/danke`
 * @returns the address as it goes into the answer, or null if it is not below one of them
 */
export function allowedRedirect(wanted: string, allowed: readonly string[]): string | null {
  if (!URL.canParse(wanted)) return null;
  const target = new URL(wanted);
  if (target.username || target.password) return null;
  const fits = allowed
    .map((text) => new URL(text))
    .some((place) => {
      const folder = place.pathname.endsWith('/') ? place.pathname : `${place.pathname}/`;
      return target.origin === place.origin && `${target.pathname}/`.startsWith(folder);
    });
  return fits ? target.href : null;
}
