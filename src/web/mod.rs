//! The HTTP plumbing that all slices share.

mod app;
mod assets;
mod body;
mod compress;
pub mod csrf;
mod device;
mod errors;
pub mod filters;
mod form;
mod headers;
mod intake;
mod known;
mod lack;
mod language;
mod layout;
mod line;
pub mod next;
mod prove;
mod reply;
mod spreadsheet;
mod upload;

pub use app::App;
pub use assets::{press as press_assets, serve as serve_asset};
pub use body::Room;
pub use compress::compress;
pub use device::Device;
pub use errors::{Error, error_pages, is_lack, json_errors, name_granters};
pub use form::{Extended, Form, Input, Posted, Problems, both, fill, overtaken, tidy};
pub use headers::{framed, framing, security_headers};
pub use intake::{Client, LARGEST_PICTURE, LARGEST_TABLE, api_intake, head_as_get, intake, is_at_the_door, public_part};
pub use known::device_cookie;
pub use lack::Lack;
pub use language::{chosen_language, language_cookie};
pub use layout::{Nav, Notice, PASSWORD_MIN, Page, Person, Undo, display_name, go_on, initials, leave, short_key, tone, turn_back};
pub use line::Line;
pub use next::in_query;
pub use prove::{Act, ProvePage, Proving};
pub use reply::{Reply, Swap, go, go_there, html, is_page, page};
pub use spreadsheet::{MARK, Piece, defused, for_spreadsheets, table, undone};
pub use upload::{NO_LETTER, Upload, text_of};

pub type Result<T> = std::result::Result<T, Error>;
