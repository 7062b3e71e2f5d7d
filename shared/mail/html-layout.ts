import type { Filled } from './fill-in.ts';
import type { MailLanguage } from './language.ts';

/** All texts are HTML already: escaped, with links. */
export interface HtmlPage {
  language: MailLanguage;
  title: string;
  preview: string;
  company: string;
  greeting: string;
  body: readonly Filled[];
  footer: readonly Filled[];
  imprint: readonly string[];
  website: string;
}

const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const ink = '#1b1f24';
const soft = '#59636e';
const accent = '#0b5cad';

/** Programs that keep no style sheet see the light form, which stands in the elements; the others follow the reader's. */
const sheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:${accent}}
@media(prefers-color-scheme:dark){
.ground{background:#12161a!important}.paper{background:#1c2126!important;border-color:#353c43!important}
.ink,.ink p,.ink li,.ink h2{color:#e6e9ec!important}.soft,.soft p{color:#9aa4ae!important}
.ink p.mark,a{color:#6cb2ff!important}.line{border-color:#353c43!important}.button a{color:#fff!important}
}
@media(max-width:480px){.ground-cell{padding:0!important}.paper{border-width:0 0 1px!important;border-radius:0!important}.cell{padding:24px 20px!important}}
`;

/** The page of a mail: one column of at most 600 pixels, as tables, because some mail programs lay out nothing else. */
export function htmlPage(page: HtmlPage): string {
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<style>${sheet}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f4f5f7">
<div style="display:none;max-height:0;overflow:hidden">${page.preview}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="ground" style="background:#f4f5f7">
<tr><td align="center" class="ground-cell" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="paper" style="max-width:600px;background:#ffffff;border:1px solid #d9dee3;border-radius:12px;border-collapse:separate">
<tr><td class="cell ink" style="padding:32px 36px;text-align:left;${font};font-size:16px;line-height:1.55;color:${ink}">
<p class="mark" style="margin:0 0 24px;font-size:18px;font-weight:700;color:${accent}">${page.company}</p>
${paragraph(page.greeting)}
${page.body.map(htmlBlock).join('\n')}
</td></tr>
<tr><td class="cell line soft" style="padding:20px 36px;text-align:left;border-top:1px solid #d9dee3;${font};font-size:13px;line-height:1.5;color:${soft}">
${page.footer.map(htmlBlock).join('\n')}
${paragraph(page.imprint.join('<br>'))}
<p style="margin:0">${page.website}</p>
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`;
}

function htmlBlock(block: Filled): string {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(block.text.replaceAll('\n', '<br>'));
    case 'heading':
      return `<h2 style="margin:28px 0 8px;font-size:18px;line-height:1.3">${block.text}</h2>`;
    case 'list':
      return `<ul style="margin:0 0 16px;padding-left:22px">${block.items.map(item).join('')}</ul>`;
    case 'button':
      return button(block.text);
  }
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${text}</p>`;
}

function item(text: string): string {
  return `<li style="margin:0 0 6px">${text}</li>`;
}

/** The colour lies on the cell, because some programs drop it from links. */
function button(link: string): string {
  const styled = link.replace(
    '<a ',
    `<a style="display:inline-block;padding:12px 22px;${font};font-size:16px;font-weight:600;color:#ffffff;text-decoration:none" `,
  );
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px"><tr><td class="button" style="background:${accent};border-radius:8px">${styled}</td></tr></table>`;
}
