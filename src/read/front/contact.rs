//! Whom to ask: a name, a telephone number, an address.

use crate::grammar::{FieldName, FieldScope};
use crate::read::{Context, labels};
use crate::record::Contact;

/// Reads a contact's line; name, telephone and address may all stand in it.
pub(super) fn read_contact(context: &Context<'_, '_>, name: FieldName, rest: &str, contact: &mut Contact) {
    let mut value = rest.trim();
    if value.is_empty() {
        return;
    }
    if name == FieldName::ContactName
        && let Some((_, label, more)) = labels::second(context, FieldScope::Contact, value)
    {
        read_contact(context, label, more, contact);
        value = value[..value.len() - more.len()].trim_end();
        value = &value[..value.rfind(' ').unwrap_or(value.len())];
    }
    match name {
        FieldName::ContactName if contact.name.is_empty() => {
            let mut pieces = value.split([',', '|', ';', '(']).map(|piece| piece.trim().trim_end_matches('.'));
            pieces.next().unwrap_or(value).clone_into(&mut contact.name);
            for piece in pieces {
                if piece.contains('@') {
                    contact.email.get_or_insert_with(|| piece.to_owned());
                } else if piece.bytes().filter(u8::is_ascii_digit).count() >= 6 {
                    contact.phone.get_or_insert_with(|| piece.trim_end_matches(')').to_owned());
                }
            }
        }
        FieldName::ContactPhone if contact.phone.is_none() => {
            let own = labels::second(context, FieldScope::Contact, value);
            if let Some((_, label, more)) = own {
                read_contact(context, label, more, contact);
            }
            let number = own.map_or(value, |(at, ..)| &value[..at]).trim().trim_end_matches(['.', ',', ';']);
            // `Telephone: Tel: 01632 …`: the number stands behind the second label.
            if !number.is_empty() && contact.phone.is_none() {
                contact.phone = Some(number.to_owned());
            }
        }
        FieldName::ContactEmail if contact.email.is_none() => {
            contact.email = email(value);
        }
        _ => {}
    }
}

/// The first address in a text; its end may stand on the next line (`a.bee@ambleford .gov.uk`).
fn email(value: &str) -> Option<String> {
    let mut words = value.split(' ').skip_while(|word| !word.contains('@'));
    let first = words.next()?;
    let broken = first.split_once('@').is_some_and(|(_, domain)| !domain.contains('.'));
    let end = words.next().filter(|word| broken && word.len() > 1 && word.starts_with('.')).unwrap_or_default();
    Some(format!("{first}{end}").trim_end_matches(['.', ',', ';']).to_owned())
}
