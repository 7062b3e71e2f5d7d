/**
 * What Athena's SQL (Trino) has and DuckDB has not, or has otherwise, as macros; made once per instance.
 * `date_diff` is shadowed because DuckDB counts borders crossed where Trino counts whole units.
 */
export const TRINO_MACROS: readonly string[] = [
  'date_diff(unit, a, b) AS date_sub(unit, a, b)',
  `date_add(unit, n, d) AS d + CASE lower(unit)
     WHEN 'millisecond' THEN to_milliseconds(n) WHEN 'second' THEN to_seconds(n) WHEN 'minute' THEN to_minutes(n)
     WHEN 'hour' THEN to_hours(n) WHEN 'day' THEN to_days(CAST(n AS INTEGER)) WHEN 'week' THEN to_weeks(CAST(n AS INTEGER))
     WHEN 'month' THEN to_months(CAST(n AS INTEGER)) WHEN 'year' THEN to_years(CAST(n AS INTEGER))
     ELSE error('date_add: unknown unit') END`,
  // Trino writes minutes %i and seconds %s (as MySQL does), DuckDB %M and %S
  "date_format(d, form) AS strftime(d, replace(replace(form, '%i', '%M'), '%s', '%S'))",
  'from_iso8601_timestamp(t) AS CAST(t AS TIMESTAMPTZ)',
  'from_iso8601_date(t) AS CAST(t AS DATE)',
  "to_iso8601(t) AS strftime(t, '%Y-%m-%dT%H:%M:%S.%g')",
  'from_unixtime(seconds) AS to_timestamp(seconds)',
  'to_unixtime(t) AS epoch(t)',
  'day_of_week(d) AS isodow(d)',
  'day_of_month(d) AS day(d)',
  'day_of_year(d) AS dayofyear(d)',
  'year_of_week(d) AS isoyear(d)',
  // as in Trino a value that lies in the data; approx_quantile interpolates
  'approx_percentile(x, p) AS quantile_disc(x, p)',
  'approx_distinct(x) AS approx_count_distinct(x)',
  'arbitrary(x) AS any_value(x)',
  'every(x) AS bool_and(x)',
  'cardinality(list) AS len(list)',
  'element_at(container, key) AS container[key]',
  'array_join(list, separator) AS array_to_string(list, separator)',
  'sequence(a, b) AS generate_series(a, b)',
  'json_extract_scalar(document, path) AS json_extract_string(document, path)',
  'json_parse(t) AS CAST(t AS JSON)',
  'json_format(document) AS CAST(document AS VARCHAR)',
  'regexp_like(t, pattern) AS regexp_matches(t, pattern)',
];

/** Whether a statement changes the catalog; Athena answers such a query without rows. */
export function isDefinition(sql: string): boolean {
  return /^\s*(create|drop|alter|msck)\b/i.test(withoutComments(sql));
}

/** Name of the view a statement makes (`CREATE [OR REPLACE] VIEW name AS …`); undefined for other statements. */
export function viewMadeBy(sql: string): string | undefined {
  const made = /^\s*create\s+(?:or\s+replace\s+)?view\s+([\w".]+)\s+as\b/i.exec(withoutComments(sql));
  return made?.[1];
}

function withoutComments(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}

/**
 * Puts execution parameters in the place of `?`, as Athena does: each is a piece of SQL (a text comes with its
 * quotes). Question marks in texts, names and comments stay. Throws when their number is not that of the `?`.
 */
export function withParameters(sql: string, parameters: readonly string[]): string {
  let used = 0;
  const filled = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g, (token) => {
    if (token !== '?') return token;
    used += 1;
    return parameters[used - 1] ?? token;
  });
  if (used !== parameters.length) {
    throw new Error(`Incorrect number of parameters: expected ${used} but found ${parameters.length}`);
  }
  return filled;
}
