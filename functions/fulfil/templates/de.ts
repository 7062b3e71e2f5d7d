/** The texts that come with the product; a file of the same name in the templates bucket takes their place. */
export const de: Readonly<Record<string, string>> = {
  'de/opening.md': `
vielen Dank für Ihre Anfrage{{#product}} zum Thema {{product}}{{/product}}. Hier finden Sie, was Sie für den Anfang brauchen.
`,

  'de/demo.md': `
In einer Vorführung sehen Sie die Software an einem Beispiel aus Ihrem Alltag. Sie dauert 45 Minuten, findet online statt und verpflichtet Sie zu nichts.

- Sie sagen uns vorab, worauf es Ihnen ankommt.
- Wir zeigen die Abläufe, die dazu gehören, und beantworten Ihre Fragen.
- Danach bekommen Sie eine Zusammenfassung und auf Wunsch einen Testzugang.

[Termin für die Vorführung wählen](https://www.example.com/vorfuehrung)
`,

  'de/platform.md': `
Die Plattform führt Anfragen aus allen Kanälen an einer Stelle zusammen. Sie beginnen mit einem Arbeitsplatz und erweitern, wenn Sie so weit sind.

- Preise richten sich nach der Zahl der Arbeitsplätze; eine Einrichtungsgebühr gibt es nicht.
- Ihre Daten liegen in Rechenzentren in Deutschland.
- Schnittstellen zu Ihrem CRM sind enthalten.

[Funktionen und Preise ansehen](https://www.example.com/plattform)
`,

  'de/training.md': `
Unsere Schulungen gibt es als offene Termine, online und bei Ihnen im Haus.

- Grundlagen: ein Tag, für alle, die neu anfangen
- Administration: zwei Tage, für alle, die Regeln und Auswertungen pflegen
- Auffrischung: ein halber Tag, zu Themen Ihrer Wahl

[Termine und Inhalte ansehen](https://www.example.com/schulung)
`,

  'de/consulting.md': `
Unsere Beratung begleitet Sie von der Bestandsaufnahme bis zum laufenden Betrieb. Am Anfang steht ein Gespräch von einer Stunde, das nichts kostet: Danach wissen Sie, welche Schritte sich für Sie lohnen und was sie kosten.

[So gehen wir vor](https://www.example.com/beratung)
`,

  'de/general.md': `
Einen Überblick über das, was wir tun, und Antworten auf die häufigsten Fragen finden Sie auf unserer Website. Ist Ihre Frage dort nicht dabei, antworten Sie einfach auf diese E-Mail: Sie kommt bei einem Menschen an.

[Überblick ansehen](https://www.example.com/ueberblick)
`,

  'de/questions.md': `
Damit wir Ihnen genau das Richtige schicken können: Ein paar kurze Fragen, keine davon ist Pflicht.

[Fragen beantworten]({{questions}})
`,

  'de/closing.md': `
Haben Sie noch Fragen? Antworten Sie einfach auf diese E-Mail.

Mit freundlichen Grüßen
{{sender}}
{{company}}
`,

  'de/advertising.md': `
Sie erhalten diese E-Mail, weil Sie eingewilligt haben, dass wir Ihnen schreiben. Das können Sie jederzeit ändern; Antworten auf Ihre Anfragen bekommen Sie trotzdem.

- [Abmelden, Ihre Daten ansehen, berichtigen oder löschen lassen]({{ownData}})
- [Datenschutzhinweise]({{privacy}})
`,

  'de/notice.md': `
Sie erhalten diese E-Mail, weil uns mit Ihrer Adresse eine Anfrage erreicht hat. Waren Sie das nicht, brauchen Sie nichts zu tun. Wir verarbeiten Ihre Angaben, um die Anfrage zu beantworten (Art. 6 Abs. 1 Buchst. b DSGVO); was damit geschieht und welche Rechte Sie haben, steht in den [Datenschutzhinweisen]({{privacy}}).

- [Ihre Daten ansehen, berichtigen, löschen lassen oder widersprechen]({{ownData}})
`,
};
