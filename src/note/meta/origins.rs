//! Where what is known of a note comes from.

use crate::note::{Known, MetaOrigins, Origin};
use jiff::civil::Date;

/// Where title, date, account and author come from; each is what was found, if anything.
pub(super) fn of(
    known: &Known,
    title: Option<&str>,
    (date, in_text): (Option<Date>, Option<Date>),
    account: Option<&str>,
    author: Option<&str>,
) -> MetaOrigins {
    let one = |found: bool, by_file: bool| found.then_some(if by_file { Origin::File } else { Origin::Text });
    let by_name = date.is_some() && known.date.is_none() && in_text != date;
    MetaOrigins {
        title: one(title.is_some(), known.title.is_some()),
        date: if by_name { Some(Origin::FileName) } else { one(date.is_some(), known.date.is_some()) },
        account: one(account.is_some(), known.account.as_deref() == account),
        author: one(author.is_some(), known.author.is_some()),
        file: known.origins.clone(),
    }
}
