import { inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import file from './numbering-plans.json' with { type: 'json' };

/** How numbers of one country, or of one worldwide service, are built. */
export interface NumberingPlan {
  /** Dialling code. */
  code: string;
  /** A national number, whole. */
  pattern: RegExp;
  /** What is dialled before a number of another country; null where that is not told. */
  exit: RegExp | null;
  /** What is dialled before a national number; null where nothing is. */
  trunk: RegExp | null;
  /** What takes the place of what `trunk` matched, with `$1` for its groups. */
  becomes: string;
}

export interface NumberingPlans {
  /** By ISO code. */
  countries: ReadonlyMap<string, NumberingPlan>;
  /** By dialling code; the first is the one whose rules hold for the code. */
  codes: ReadonlyMap<string, readonly NumberingPlan[]>;
}

const Packed = z.record(
  z.string(),
  z
    .tuple([z.string(), z.string()])
    .rest(z.string())
    .transform(([code, pattern, exit = '', trunk = '', becomes = '']): NumberingPlan => {
      const starts = (text: string) => (text === '' ? null : new RegExp(`^(?:${text})`));
      return {
        code,
        pattern: new RegExp(`^(?:${pattern})$`),
        exit: starts(exit),
        trunk: starts(trunk),
        becomes,
      };
    }),
);

let unpacked: NumberingPlans | undefined;

/** The numbering plans of the world, from the data of libphonenumber; unpacked when first asked for. */
export function numberingPlans(): NumberingPlans {
  unpacked ??= unpack();
  return unpacked;
}

function unpack(): NumberingPlans {
  const plans = Packed.parse(JSON.parse(inflateRawSync(Buffer.from(file.packed, 'base64')).toString()));
  const countries = new Map(Object.entries(plans));
  return { countries, codes: Map.groupBy(countries.values(), ({ code }) => code) };
}
