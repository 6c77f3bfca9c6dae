//! Where what is known of a note comes from.

use crate::note::{Known, MetaOrigins, Origin};

/// Where title, date, account and author come from; each is what was found, if anything.
pub(super) fn of(
    known: &Known,
    title: Option<&str>,
    (dated, by_name): (bool, bool),
    account: Option<&str>,
    author: Option<&str>,
) -> MetaOrigins {
    let one = |found: bool, by_file: bool| found.then_some(if by_file { Origin::File } else { Origin::Text });
    MetaOrigins {
        title: one(title.is_some(), known.title.is_some()),
        date: if by_name { Some(Origin::FileName) } else { one(dated, known.date.is_some()) },
        account: one(account.is_some(), known.account.as_deref() == account),
        author: one(author.is_some(), known.author.is_some()),
        file: known.origins.clone(),
    }
}
