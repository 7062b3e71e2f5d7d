/** The texts that come with the product; a file of the same name in the templates bucket takes their place. */
export const en: Readonly<Record<string, string>> = {
  'en/opening.md': `
Thank you for your inquiry{{#product}} about {{product}}{{/product}}. Here is what you need to get started.
`,

  'en/demo.md': `
A live demo shows you the software with an example from your own work. It takes 45 minutes, is held online and commits you to nothing.

- You tell us beforehand what matters to you.
- We show the steps that belong to it and answer your questions.
- Afterwards you get a summary and, if you like, a trial account.

[Choose a date for the demo](https://www.example.com/demo)
`,

  'en/platform.md': `
The platform brings inquiries from all channels together in one place. Start with one seat and grow when you are ready.

- Prices depend on the number of seats; there is no set-up fee.
- Your data are kept in data centres in Germany.
- Connections to your CRM are included.

[See features and prices](https://www.example.com/platform)
`,

  'en/training.md': `
Our training courses are held on open dates, online and at your site.

- Basics: one day, for everybody who is new
- Administration: two days, for those who look after rules and reports
- Refresher: half a day, on subjects of your choice

[See dates and contents](https://www.example.com/training)
`,

  'en/consulting.md': `
Our consultants go with you from taking stock to daily operation. It begins with a talk of one hour, free of charge: after it you know which steps are worth your while and what they cost.

[How we work](https://www.example.com/consulting)
`,

  'en/general.md': `
You find an overview of what we do, and answers to the most frequent questions, on our website. If yours is not among them, simply reply to this mail: it reaches a human being.

[See the overview](https://www.example.com/overview)
`,

  'en/questions.md': `
So that we can send you exactly what helps: a few short questions, none of them required.

[Answer the questions]({{questions}})
`,

  'en/closing.md': `
Any questions? Simply reply to this mail.

Kind regards
{{sender}}
{{company}}
`,

  'en/advertising.md': `
You receive this mail because you agreed that we write to you. You can change that at any time; you still get answers to your inquiries.

- [Unsubscribe, see, correct or erase your data]({{ownData}})
- [Privacy notice]({{privacy}})
`,

  'en/notice.md': `
You receive this mail because an inquiry with your address has reached us. If it was not yours, there is nothing you need to do. We process your details to answer the inquiry (Art. 6(1)(b) GDPR); what becomes of them and which rights you have is told in our [privacy notice]({{privacy}}).

- [See, correct or erase your data, or object]({{ownData}})
`,
};
