import { foldWords } from './text.ts';

/**
 * The regions (first two digits of the postcode) of large German cities whose names mean one place, or few. Other places
 * are not doubted: a table of all of them would burden the function that people wait for, for the sake of a note.
 */
const REGIONS = `berlin 10 11 12 13 14,hamburg 20 21 22 27,muenchen 80 81 85,koeln 50 51,duesseldorf 40,stuttgart 70,leipzig 04,dortmund 44,
essen 45 49,bremen 27 28,dresden 01,hannover 30,nuernberg 90,duisburg 47,bochum 44,wuppertal 42,bielefeld 33,bonn 53,
mannheim 68,karlsruhe 76,augsburg 86,wiesbaden 55 65,moenchengladbach 41,gelsenkirchen 45,aachen 52,braunschweig 38,
chemnitz 09,kiel 24,magdeburg 39,krefeld 47,mainz 55,luebeck 23,erfurt 99,rostock 18,kassel 34,saarbruecken 66,potsdam 14,
osnabrueck 49,heidelberg 69,darmstadt 64,regensburg 93,ingolstadt 85,
wuerzburg 97,ulm 89,frankfurt 15 60 65`;

const known = new Map(
  REGIONS.split(/,\s*/).map((row): [string, string[]] => {
    const [city = '', ...regions] = row.split(' ');
    return [city, regions];
  }),
);

/** Whether a German postcode can be one of a place; also true where the place is not known here. */
export function fitsPlace(postcode: string, city: string): boolean {
  const [name = ''] = foldWords(city).split(' ');
  return known.get(name)?.includes(postcode.slice(0, 2)) ?? true;
}
