// How things are called, and how figures are written.

const VERDICTS = {
  order: "Order",
  advance: "Advance",
  continuation: "Only a good meeting",
  no_sale: "No sale",
  no_contact: "No contact",
};
const VERDICT_MEANS = {
  order: "the customer bought",
  advance: "the customer will do something, firmly",
  continuation: "the talk goes on; nothing sure from the customer",
  no_sale: "the customer said no, or we did",
  no_contact: "nobody on the customer's side answered",
};
const SIDES = { us: "we", them: "they", both: "both of us", third: "a third party", unknown: "not told" };
const FATES = { overdue: "overdue", open: "open", rolled: "promised again", kept: "kept", dropped: "dropped" };
const RESOURCES = { time: "time", information: "information", "political capital": "standing", money: "money" };
const RUNGS = ["time", "information", "political capital", "money"];

const number = (value) => value.toLocaleString("en");
const percent = (share) => `${Math.round(share * 100)}%`;
const count = (value, noun, nouns = `${noun}s`) => `${number(value)} ${value === 1 ? noun : nouns}`;
const list = (items) => items.join(", ");

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day as people write it; the machine's form is the same everywhere in the data. */
function day(date) {
  if (!date) return "no date";
  const [year, month, of] = date.split("-");
  return `${Number(of)} ${MONTHS[Number(month) - 1]} ${year}`;
}

const time = (date) => (date ? h("time", { datetime: date, class: "day" }, day(date)) : h("span", { class: "soft day" }, "no day"));

/** Days since 1970: how far apart days are. */
const dayNumber = (date) => Date.parse(`${date}T00:00:00Z`) / 86400000;
/** The same for tables to sort by, where there may be none. */
const byDay = (date) => (date ? dayNumber(date) : null);

const verdictMark = (verdict) => h("span", { class: `verdict verdict-${verdict}` }, VERDICTS[verdict]);
const fateMark = (fate) => h("span", { class: `fate fate-${fate}` }, FATES[fate]);
const severityMark = (severity) => h("span", { class: `severity severity-${severity}` }, severity);
