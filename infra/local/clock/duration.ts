const shape = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const seconds = [604_800, 86_400, 3_600, 60, 1];

/** Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds (`PT26H`); undefined if it is none. */
export function millisecondsOf(duration: string): number | undefined {
  const parts = shape.exec(duration)?.slice(1);
  return parts?.reduce((sum, part, index) => sum + Number(part ?? 0) * (seconds[index] ?? 0) * 1000, 0);
}
