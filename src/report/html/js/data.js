// The data of the page. Rows of notes have no names in the file; the order here is that of rows.rs.

const DATA = await readData(document.getElementById("data"));

/** The data stand in the page as JSON; where they are many, packed. */
async function readData(element) {
  const text = element.textContent;
  element.remove();
  if (!("packed" in element.dataset)) return JSON.parse(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

const string = (index) => (index === null ? null : DATA.strings[index]);
const strings = (indices) => indices.map(string);

class Note {
  constructor(row, index) {
    [this.path, this.entry, this.title, this.date, this.author, this.deal, this.verdict] = row;
    this.author = string(this.author);
    this.deal = this.deal === null ? null : DATA.deals[this.deal];
    this.verdict = string(this.verdict);
    this.index = index;
    this.row = row;
    this.key = this.entry === null ? this.path : `${this.path}#${this.entry}`;
    this.name = this.title?.trim() || this.key.split("/").at(-1);
  }

  get people() {
    const pairs = strings(this.row[7]);
    return pairs.filter((_, at) => at % 2 === 0).map((name, at) => ({ name, side: pairs[2 * at + 1] }));
  }

  get text() {
    return this.row[8];
  }

  /** Runs of lines that follow one another: each with the number of its first line, and where it begins in the text. */
  get runs() {
    const lines = this.text.split("\n");
    return this.row[9].map(([first, number], at, runs) => {
      const end = at + 1 < runs.length ? runs[at + 1][0] : lines.length;
      const start = lines.slice(0, first).reduce((sum, line) => sum + line.length + 1, 0);
      return { number, start, lines: lines.slice(first, end) };
    });
  }

  get commitments() {
    return (this.made ??= this.row[10].map((row, at) => new Commitment(row, at, this)));
  }

  get vague() {
    return this.facts(this.row[11], "vague");
  }

  get learnings() {
    return this.facts(this.row[12], "learning");
  }

  get pressure() {
    return this.facts(this.row[13], "pressure");
  }

  get findings() {
    return this.row[14].map(([rule, severity, message, question, place]) => ({
      rule: string(rule), severity: string(severity), message: string(message), question: string(question), place,
    }));
  }

  facts(rows, family) {
    return rows.map(([place, kind, because]) => ({
      family, place, kind: string(kind), because: strings(because), text: this.words(place),
    }));
  }

  words(place) {
    return place ? this.text.substr(place[0], place[1]) : "(words left out)";
  }

  has(rule) {
    return this.row[14].some((finding) => string(finding[0]) === rule);
  }

  /** What a search looks at. */
  get haystack() {
    return (this.hay ??= `${this.name}\n${this.key}\n${this.deal?.name ?? ""}\n${this.author ?? ""}\n${this.text}`.toLowerCase());
  }
}

class Commitment {
  constructor(row, at, note) {
    const [place, side, strength, due, resource, owner, done, fate, evidence, because] = row;
    Object.assign(this, {
      at, note, place, side: string(side), strength: string(strength), due: string(due),
      resource: strings(resource), owner: strings(owner), done: done === 1, fate: string(fate), because: strings(because),
    });
    this.family = this.side === "us" ? "us" : "them";
    this.evidence = evidence && { note: evidence[0] === null ? null : NOTES[evidence[0]], line: evidence[1], text: evidence[2] };
  }

  get text() {
    return this.note.words(this.place);
  }

  get who() {
    return this.owner.length ? list(this.owner) : "nobody by name";
  }
}

for (const deal of DATA.deals) {
  deal.findings = deal.findings.map(([rule, severity, message, question, note, line]) => ({
    rule: string(rule), severity: string(severity), message, question: string(question), note, line,
  }));
}
const NOTES = DATA.notes.map((row, index) => new Note(row, index));
for (const deal of DATA.deals) {
  deal.notes = deal.notes.map((index) => NOTES[index]);
  deal.last = deal.notes.findLast((note) => note.date !== null) ?? deal.notes.at(-1);
}

/** The commitments of a deal that were followed to their end. */
const followed = (deal) => (deal.followed ??= deal.notes.flatMap((note) => note.commitments.filter((one) => one.fate)));

let everything = null;
/** The commitments of all deals. */
const ledger = () => (everything ??= DATA.deals.flatMap(followed));

const isOwed = (one) => one.fate === "open" || one.fate === "overdue" || one.fate === "rolled";
const isTheirs = (one) => one.side === "them" || one.side === "both";
const isOurs = (one) => one.side === "us";
const AS_OF = DATA.about.as_of;
