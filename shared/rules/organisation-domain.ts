import { domainToASCII } from 'node:url';
import { getDomain } from 'tldts';

/**
 * Domains under which every customer has a name of their own, beside those of the public suffix list: what stands in front
 * of them tells the organisation.
 */
const HOUSES_OF_MANY = new Set(
  `onmicrosoft.com sharepoint.com atlassian.net zendesk.com freshdesk.com odoo.com salesforce.com force.com hs-sites.com
  hubspotpagebuilder.com jimdo.com jimdofree.com jimdosite.com wordpress.com blogspot.com blogspot.de weebly.com
  squarespace.com webnode.com webnode.page one.com beepworld.de npage.de de.tl chayns.net business.site
  godaddysites.com strikingly.com mystrikingly.com site123.me ueniweb.com eatbu.com my-online.store mozello.com tumblr.com`.split(
    /\s+/,
  ),
);

/**
 * The domain that an organisation registered: `mail.firma.de` and `firma.de` are one, `a.co.uk` and `b.co.uk`, and two
 * customers of `github.io`, are not. By the public suffix list as tldts holds it.
 * @returns in letters as the domain name system has them; what is no name below a suffix (an address of numbers, a single
 *   label, a suffix) as it is
 */
export function organisationDomain(domain: string): string {
  const written = domain.toLowerCase().replace(/\.$/, '');
  const name = domainToASCII(written) || written;
  const registered = getDomain(name, { allowPrivateDomains: true });
  if (registered === null) return name;
  // The longest one first.
  const labels = name.split('.');
  const house = labels.findIndex((_, i) => HOUSES_OF_MANY.has(labels.slice(i).join('.')));
  return house > 0 ? labels.slice(house - 1).join('.') : registered;
}
