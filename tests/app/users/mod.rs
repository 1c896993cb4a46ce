//! The directory: creating, editing, status, role, deleting, finding; and that a member sees nothing of it.

mod admins;
mod counts;
mod create;
mod delete;
mod details;
mod first;
mod members;
mod paging;
mod role;
mod search;
mod status;
mod status_form;
mod verdict;

use crate::browser::Answer;

/// The people of a page of the list, in its order.
fn names(page: &Answer) -> Vec<String> {
    page.find_all(r#"<a href="/users/[0-9a-f-]+(?:\?back=[^"]*)?" id="n-[^"]+"><bdi>([^<]*)</bdi></a>"#)
}
