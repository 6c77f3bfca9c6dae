//! HubSpot: exports of notes, calls, meetings, tasks and mails as CSV or workbook, notes inside exports of companies and
//! deals, objects of the interface (v3) and engagements (v1).
//!
//! Headers follow the language of whoever exports; the names of associations stay English.

use super::shape::{Columns, Shape};
use crate::note::{Known, KnownPerson, Side};
use crate::source::file::{File, Folder};
use crate::source::json::Get;
use crate::source::table::{Plan, Row, Rows, Table, body};
use crate::source::{Draft, sheet, when};
use serde_json::Value;

const PROGRAM: &str = "HubSpot export";

/// The names of columns, behind the English ones what is common to the other languages that it exports in.
const SHAPE: Shape = Shape {
    program: PROGRAM,
    id: &[
        "record id",
        "id de registro",
        "id",
        "hs_object_id",
        "datensatz-id",
        "record-id",
        "~id de la fiche",
        "~id de fiche",
        "~id del record",
        "~id do registro",
        "~post-id",
        "レコードid",
    ],
    title: &[
        "meeting name",
        "call title",
        "task title",
        "email subject",
        "activity title",
        "title",
        "name",
        "hs_meeting_title",
        "hs_call_title",
        "hs_task_subject",
        "hs_email_subject",
        "~betreff",
        "~titel",
        "~título",
        "~titre",
        "~titolo",
        "~otsikko",
        "~tytuł",
        "~タイトル",
    ],
    bodies: &[
        &[
            "note body",
            "call notes",
            "call body",
            "meeting description",
            "meeting notes",
            "task notes",
            "email body",
            "body",
            "body preview",
            "notes",
            "hs_note_body",
            "hs_call_body",
            "hs_meeting_body",
            "hs_task_body",
            "hs_email_text",
            "~note body",
            "~notiz",
            "~de la nota",
            "~da nota",
            "~della nota",
            "~de la note",
            "~notitie",
            "~anteckning",
            "~muistiinpano",
            "~notatk",
            "~メモ",
            "~beschreibung",
            "~descripción",
            "~descrição",
            "~descrizione",
            "~omschrijving",
            "~beskrivning",
            "description",
        ],
        &["internal meeting notes", "hs_internal_meeting_notes"],
    ],
    date: &[
        "activity date",
        "meeting start time",
        "call date",
        "start time",
        "hs_timestamp",
        "hs_meeting_start_time",
        "due date",
        "create date",
        "date created",
        "~fecha de",
        "~aktivitätsdatum",
        "~date de l'activité",
        "~date d'activité",
        "~data attività",
        "~data dell'attività",
        "~activiteitsdatum",
        "~datum van",
        "~data da atividade",
        "~aktivitetsdatum",
        "~data aktywności",
        "~päivämäärä",
        "~日付",
        "~datum",
    ],
    owner: &[
        "activity assigned to",
        "assigned to",
        "hubspot owner",
        "owner",
        "activity owner",
        "call assigned to",
        "~assigned to",
        "~zugewiesen",
        "~asignad",
        "~attribué",
        "~assegnat",
        "~atribuíd",
        "~toegewezen",
        "~tilldelad",
        "~määritetty",
        "~przypisan",
        "~担当者",
        "~zuständig",
        "~propietario",
    ],
    account: &[
        "associated company",
        "associated company (primary)",
        "associated companies",
        "~zugehöriges unternehmen",
        "~empresa asociada",
        "~entreprise associée",
        "~azienda associata",
        "~gekoppeld bedrijf",
        "~empresa associada",
        "company name",
        "nombre de la empresa",
        "unternehmensname",
        "nom de l'entreprise",
        "nome azienda",
        "nome dell'azienda",
        "bedrijfsnaam",
        "nome da empresa",
        "företagsnamn",
        "yrityksen nimi",
        "nazwa firmy",
        "会社名",
    ],
    contacts: &[
        "associated contact",
        "associated contacts",
        "~zugehöriger kontakt",
        "~contacto asociado",
        "~contact associé",
        "~contatto associato",
        "~gekoppeld contact",
        "~contato associado",
    ],
    people: &["attendees", "meeting attendees"],
    done: &["task status", "hs_task_status", "status", "~aufgabenstatus", "~estado de la tarea", "~statut de la tâche"],
};

/// Headers that only HubSpot writes.
const OWN: &[&str] = &[
    "associated contact",
    "associated contact ids",
    "associated company",
    "associated company ids",
    "associated deal",
    "associated note",
    "associated note ids",
    "hs_object_id",
    "hs_note_body",
    "hs_call_body",
    "activity assigned to",
    "task title",
    "task notes",
    "~zugehöriges unternehmen",
    "~zugehöriger kontakt",
    "~empresa asociada",
    "~contacto asociado",
    "~entreprise associée",
    "~contact associé",
];

pub(in crate::source) fn table(table: &Table, _file: &File<'_>) -> Option<Plan> {
    table.find(OWN)?;
    if let Some(notes) = table.find(&["associated note", "associated notes"]) {
        let columns = Shape {
            bodies: &[&["associated note", "associated notes"]],
            id: &[],
            title: &[],
            date: &[],
            owner: &[
                "company owner",
                "contact owner",
                "deal owner",
                "hubspot owner",
                "~propietario",
                "~zuständig",
                "~propriétaire",
                "~proprietario",
                "~proprietário",
                "~eigenaar",
                "~ägare",
                "~omistaja",
                "~właściciel",
                "~担当者",
            ],
            ..SHAPE
        }
        .columns(table)?;
        let ids = table.find(&["associated note ids", "associated note id"]);
        return Some(Plan::of(Inside { columns, notes, ids }));
    }
    match SHAPE.columns(table) {
        Some(columns) => Some(Plan::of(columns)),
        None => Some(Plan::Beside("a HubSpot export without notes")),
    }
}

/// Notes in a cell of a company's, contact's or deal's row.
struct Inside {
    columns: Columns,
    notes: usize,
    ids: Option<usize>,
}

impl Rows for Inside {
    fn notes(&self, row: Row<'_>) -> Vec<Draft> {
        let Some(cell) = row.get(Some(self.notes)) else { return Vec::new() };
        let ids: Vec<&str> = row.get(self.ids).map(|ids| ids.split(';').map(str::trim).collect()).unwrap_or_default();
        let known = self.columns.known(row);
        let draft = |text: &str, id: Option<&&str>| Draft {
            entry: id.map(|id| format!("note {id}")),
            text: body(text),
            known: known.clone(),
            id: id.map(|id| format!("{PROGRAM}:{id}")),
        };
        // A semicolon is between notes, and in them: the ids tell how many there are.
        let parts: Vec<&str> = cell.split(';').collect();
        if ids.len() == parts.len() {
            parts.iter().zip(&ids).map(|(part, id)| draft(part, Some(id))).collect()
        } else {
            vec![draft(cell, None)]
        }
    }
}

/// `{"results":[{"id","properties":{"hs_note_body":…}}]}`, or one such object.
pub(in crate::source) fn objects(value: &Value, file: &File<'_>) -> Option<Vec<Draft>> {
    const BODIES: [&str; 6] = [
        "hs_note_body",
        "hs_call_body",
        "hs_meeting_body",
        "hs_internal_meeting_notes",
        "hs_task_body",
        "hs_email_text",
    ];
    let results = match value {
        Value::Array(all) => all.as_slice(),
        _ if value["properties"].is_object() => std::slice::from_ref(value),
        _ => value.list("results"),
    };
    let ours = |object: &&Value| {
        object["properties"].as_object().is_some_and(|all| all.keys().any(|key| key.starts_with("hs_")))
    };
    results.first().filter(ours)?;
    let names = file.told_beside(Names::of);
    let draft = |object: &Value| {
        let properties = &object["properties"];
        let texts: Vec<String> = BODIES.iter().filter_map(|name| properties.text(name)).map(body).collect();
        let title = ["hs_meeting_title", "hs_call_title", "hs_task_subject", "hs_email_subject"];
        let mut known = known(title.iter().find_map(|name| properties.text(name)), properties.id("hs_timestamp"));
        names.add(
            &mut known,
            properties.id("hubspot_owner_id"),
            object.at("associations/contacts/results"),
            object.at("associations/companies/results"),
        );
        let id = object.id("id").map(|id| format!("{PROGRAM}:{id}"));
        (!texts.is_empty()).then(|| Draft {
            entry: object.id("id").map(|id| format!("object {id}")),
            text: texts.join("\n\n"),
            known,
            id,
        })
    };
    Some(results.iter().filter_map(draft).collect())
}

/// `{"results":[{"engagement","associations","metadata"}]}`, the older form.
pub(in crate::source) fn engagements(value: &Value, file: &File<'_>) -> Option<Vec<Draft>> {
    let results = value.list("results");
    results.first().filter(|first| first["engagement"].is_object())?;
    let names = file.told_beside(Names::of);
    let draft = |one: &Value| {
        let metadata = &one["metadata"];
        let texts: Vec<String> = ["body", "text", "html", "internalMeetingNotes"]
            .iter()
            .filter_map(|name| metadata.text(name))
            .map(body)
            .collect();
        // A mail has its text twice.
        let texts = if metadata.text("text").is_some() { texts[..1].to_vec() } else { texts };
        let title = ["title", "subject"].iter().find_map(|name| metadata.text(name));
        let mut known = known(title, one.id("engagement/timestamp"));
        names.add(
            &mut known,
            one.id("engagement/ownerId"),
            one.at("associations/contactIds"),
            one.at("associations/companyIds"),
        );
        for (list, author) in [("from", true), ("to", false), ("cc", false)] {
            for person in people_of(metadata.at(list)) {
                if author && known.author.is_none() {
                    known.author = Some(person.name.clone());
                }
                known.add(person);
            }
        }
        let id = one.id("engagement/id");
        (!texts.is_empty()).then(|| Draft {
            entry: id.as_ref().map(|id| format!("engagement {id}")),
            text: texts.join("\n\n"),
            known,
            id: id.map(|id| format!("{PROGRAM}:{id}")),
        })
    };
    Some(results.iter().filter_map(draft).collect())
}

/// The people of a mail's line: an object, or a list of some.
fn people_of(value: &Value) -> Vec<KnownPerson> {
    let one = if value.is_object() { std::slice::from_ref(value) } else { value.list("") };
    let person = |one: &Value| {
        let name = [one.text("firstName"), one.text("lastName")].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { one.text("email")?.to_owned() } else { name };
        Some(KnownPerson::new(name, None).with_email(one.text("email")))
    };
    one.iter().filter_map(person).collect()
}

fn known(title: Option<&str>, date: Option<String>) -> Known {
    Known {
        program: Some("HubSpot export"),
        title: title.map(str::to_owned),
        is_body: true,
        date: date.as_deref().and_then(when::day),
        ..Known::default()
    }
}

/// The names of ids, from exports of contacts, companies and owners that lie beside.
#[derive(Default)]
struct Names {
    people: std::collections::HashMap<String, KnownPerson>,
    companies: std::collections::HashMap<String, String>,
}

impl Names {
    fn of(folder: &Folder<'_>) -> Names {
        let mut names = Names::default();
        for name in folder.names() {
            let lower = name.to_lowercase();
            let telling = ["contact", "owner", "compan"].iter().any(|word| lower.contains(word));
            if telling && lower.ends_with(".csv") {
                folder.read(&name).into_iter().for_each(|text| names.read_table(&text));
            }
            if !telling || !lower.ends_with(".json") {
                continue;
            }
            let Some(value) = folder.read(&name).and_then(|text| serde_json::from_str::<Value>(&text).ok()) else {
                continue;
            };
            value.list("results").iter().for_each(|object| names.read(object));
        }
        names
    }

    /// A table of contacts or of companies.
    fn read_table(&mut self, text: &str) {
        sheet::lookup(text, &["record id", "id"], |id, table, row| {
            let field = |names: &[&str]| row.get(table.find(names));
            let parts = [field(&["first name", "firstname"]), field(&["last name", "lastname"])];
            let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
            if !name.is_empty() {
                let person = KnownPerson::new(name, Some(Side::Them)).with_email(field(&["email"]));
                self.people.insert(id.to_owned(), person);
            } else if let Some(company) = field(&["company name", "name"]) {
                self.companies.insert(id.to_owned(), company.to_owned());
            }
        });
    }

    fn read(&mut self, object: &Value) {
        let properties = &object["properties"];
        let Some(id) = object.id("id") else { return };
        if let Some(name) = properties.text("name") {
            self.companies.insert(id, name.to_owned());
            return;
        }
        let (side, person) = match properties.is_object() {
            true => (Side::Them, [properties.text("firstname"), properties.text("lastname"), properties.text("email")]),
            false => (Side::Us, [object.text("firstName"), object.text("lastName"), object.text("email")]),
        };
        let [first, last, email] = person;
        let name = [first, last].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { email.unwrap_or_default().to_owned() } else { name };
        self.people.insert(id, KnownPerson::new(name, Some(side)).with_email(email));
    }

    fn add(&self, known: &mut Known, owner: Option<String>, contacts: &Value, companies: &Value) {
        let ids = |list: &Value| -> Vec<String> {
            let id = |one: &Value| one.id("id").or_else(|| one.id("toObjectId")).or_else(|| one.id(""));
            list.list("").iter().filter_map(id).collect()
        };
        if let Some(owner) = owner.and_then(|id| self.people.get(&id)) {
            known.author = Some(owner.name.clone());
            known.add(owner.clone());
        }
        ids(contacts).iter().filter_map(|id| self.people.get(id)).for_each(|person| known.add(person.clone()));
        known.account = ids(companies).iter().find_map(|id| self.companies.get(id)).cloned();
    }
}
