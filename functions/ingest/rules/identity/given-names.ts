import { plain, skeleton } from './plain.ts';

/** First names that are used for the same person: official and short forms, German and English. */
const GROUPS = `
alexander alex sascha xander|alexandra alex sandra sascha|andreas andi andy andre|andrea andi|anna anne anni annika|
annemarie anne marie|anton toni tony anthony|antonia toni|barbara babs bärbel|benjamin ben benni benny|
bernhard bernd berni|bettina betty tina|birgit biggi|brigitte gitte|charlotte lotte charly|
christian chris christoph|christina chris tina christine christa kristina kirsten|christopher chris christoph|
daniel dan danny|daniela dani|david dave|dieter dietrich|dorothea doris dora thea|edward ed eddie eduard edi|
elisabeth elizabeth lisa elli liz beth betty else elsbeth lisbeth sissi|emanuel manuel mani|erich eric erik|
eugen eugene|ferdinand ferdi|florian flo|franz frank francis|franziska franzi|frederik fred frederick freddy|
friedrich fritz friedel fred|gabriele gabi gabriela|georg george schorsch jörg jürgen|gerhard gerd gert|gertrud trude|
gregor gregory greg|günter günther|hans johannes johann hannes john jan jonathan hansi|
hans-peter hanspeter|heinrich heinz henry heiner hinrich harry|helene lena leni helen|helmut helmuth|hermann herman|
hubert hubertus|ingeborg inge inga|ines agnes|jakob jacob jake|james jim jimmy|jennifer jenny jen|johanna hanna hannah|
josef joseph sepp jupp joe|julia julie jule|jürgen georg|karl carl charles charlie|karl-heinz karlheinz|
katharina kathi katja katrin kathrin käthe katherine catherine kate kathy|kenneth ken|klaus claus nikolaus nicolas nico niko|
konrad conrad|kristin kirsten christin|kurt curt|lawrence larry laurence lorenz|leonhard leo leonard leon|leopold poldi leo|
ludwig lutz louis lewis|magdalena lena leni magda|manfred manni fred|margarete grete gretel margret margit margaret maggie rita|
maria marie mia mary mitzi|markus marcus marc mark|martin marty|martina tina|matthias matze mathias matthew matt hias|
matthäus matthew|maximilian max|melanie mel|michael mike michi micha mick michel|michaela michi micha|monika moni monica|
nadine nadja|nicole nicki nici|norbert bert|olaf olav ole|oliver oli olli|otto otmar|patrick pat paddy|patricia pat patty|
peter pete pit|philipp phil philip|ralf ralph rolf rudolf rudi|rebecca becky|reinhard reiner rainer|renate nate|
richard rick dick richie|robert rob bob robbie bert|roland roli|rosemarie rosi rosa|rüdiger rudi|samuel sam sammy|
sebastian basti bastian|siegfried sigi siggi|silvia sylvia|simon simone|sofie sophie sophia sofia|stefan stephan steffen steve steven stephen|
stefanie stephanie steffi|susanne susi susan sanne suse susanna|theodor theo ted theodore|theresa therese resi|
thomas tom tommy|thorsten torsten|timothy tim timo|tobias tobi toby|ulrich uli ulli|ulrike uli ulli rike|ursula uschi ulla|
valentin valentine|veronika vroni vera|viktor victor|viktoria vicky victoria|volker folker|walter walther|waltraud traudl|
werner wernher|wilhelm willi willy william will bill wim|wilhelmine minna|wolfgang wolf wolfi|zacharias zach`;

const groupsOf = new Map<string, number[]>();
for (const [group, names] of GROUPS.split('|').entries()) {
  for (const name of names.trim().split(' ')) {
    const key = fold(name);
    groupsOf.set(key, [...(groupsOf.get(key) ?? []), group]);
  }
}

/** As `plain` and `skeleton` leave it. */
function fold(name: string): string {
  return skeleton(plain(name)).replaceAll(' ', '');
}

/** Whether two different first names, as skeletons, are used for one person: `willi`, `wilhelm`. */
export function sameGivenName(left: string, right: string): boolean {
  const groups = groupsOf.get(left);
  return groups?.some((group) => groupsOf.get(right)?.includes(group)) ?? false;
}
