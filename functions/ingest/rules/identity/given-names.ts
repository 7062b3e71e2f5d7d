import { plain, skeleton } from '../../../../shared/rules/plain.ts';

/** First names that are used for the same person: official and short forms, German and English. */
const GROUPS = `
alexander alex sascha xander|alexandra alex sandra sascha|andreas andi andy andre|andrea andi|anna anne anni annika|
annemarie anne marie|anton toni tony anthony|antonia toni|barbara babs bärbel|beate beata|benjamin ben benni benny|
bernhard bernd berni|bettina betty tina|birgit biggi|björn|brigitte gitte|carsten karsten|charlotte lotte charly|
christian chris|christoph chris christopher|christina chris tina christine christa kristina|claudia|
daniel dan danny|daniela dani|david dave|dennis|detlef detlev|dieter|dietmar|dietrich|dirk|dorothea doris dora thea|
edward ed eddie eduard edi|elisabeth elizabeth lisa elli liz beth betty else elsbeth lisbeth sissi|
emanuel manuel mani|manuela|erich eric erik|erika|ernst|eugen eugene|felix|ferdinand ferdi|florian flo|franz|frank|
franziska franzi|frederik fred frederick freddy|friedrich fritz friedel fred|gabriel|gabriele gabi gabriela|
georg george schorsch jörg|gerhard gerd gert|gertrud trude|gregor gregory greg|günter günther|
hans johannes johann hannes john hansi|hans-peter hanspeter|heike|heiko|heinrich heinz henry heiner hinrich harry|
helene lena leni helen|helga|helmut helmuth|henrik|hermann herman|holger|horst|hubert hubertus|ingeborg inge inga|
ingo|ines agnes|ingrid|jakob jacob jake|james jim jimmy|jan|jana|jens|jennifer jenny jen|joachim achim jochen|
johanna hanna hannah|jonas|josef joseph sepp jupp joe|julia|julian|juliane|jürgen|karin|karina|
karl carl charles charlie|karla carla|karl-heinz karlheinz|katharina kathi käthe katherine catherine kate kathy|
katja|katrin kathrin katharina|kenneth ken|kerstin|kirsten|klaus claus nikolaus|konrad conrad|kristin|kurt curt|
lars|laura|lawrence larry laurence lorenz|lea|leonhard leo leonard leon|leopold poldi leo|ludwig lutz louis lewis|
lukas lucas|magdalena lena leni magda|manfred manni fred|marco marko|
margarete grete gretel margret margit margaret maggie rita|maria marie mia mary mitzi|mario|marina|marion|
markus marcus marc mark|martin marty|martina tina|matthias matze mathias hias|matthäus matthew matt|maximilian max|
melanie mel|michael mike michi micha mick michel|michaela michi micha|monika moni monica|nadine|nadja|
nicolas nikolas nicolaus nico niko|nicole nicki nici|nina|nils niels|norbert bert|olaf olav|ole|oliver oli olli|
otto|otmar|patrick pat paddy|patricia pat patty|paul|paula|peter pete pit|petra|philipp phil philip|ralf ralph|
rolf rudolf rudi|rebecca becky|regina|reinhard reiner|rainer reiner|renate nate|rene|renee|richard rick dick richie|
robert rob bob robbie bert|roland roli|rosemarie rosi rosa|rüdiger rudi|samuel sam sammy|sabine|sarah sara|
sebastian basti bastian|siegfried sigi siggi|silke|silvia sylvia|simon|simone|sofie sophie sophia sofia|
stefan stephan steffen steve steven stephen|stefanie stephanie steffi|susanne susi susan sanne suse susanna|sven|
svenja|theodor theo ted theodore|theresa therese resi|thomas tom tommy|thorsten torsten|timothy tim timo|
tobias tobi toby|ulrich uli ulli|ulrike uli ulli rike|ursula uschi ulla|ute|uwe|valentin|valentina|verena|
veronika vroni vera|viktor victor|viktoria vicky victoria|volker|werner wernher|walter walther|waltraud traudl|
wilhelm willi willy william will bill wim|wilhelmine minna|wolfgang wolf wolfi|zacharias zach`;

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

/** Whether both are first names that differ: `peter` and `petra`, `andrea` and `andreas` are no slips of the pen. */
export function differentGivenNames(left: string, right: string): boolean {
  return groupsOf.has(left) && groupsOf.has(right) && !sameGivenName(left, right);
}

/** Whether two different first names, as skeletons, are used for one person: `willi`, `wilhelm`. */
export function sameGivenName(left: string, right: string): boolean {
  const groups = groupsOf.get(left);
  return groups?.some((group) => groupsOf.get(right)?.includes(group)) ?? false;
}
