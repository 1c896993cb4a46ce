//! Mail: an outbox written with the change that causes it, and the worker that delivers it until it has arrived or failed.

mod folder;
mod letter;
mod message;
mod outbox;
mod plain;
mod render;
mod schedule;
mod smtp;
mod store;
mod told;
mod transport;
mod worker;

pub use letter::{Invitation, InvitationRequest, Kind, Letter, Mail, Receiver, Reset};
pub use message::{Preview, preview};
pub use outbox::{deliveries, enqueue, enqueue_all, forget, secret_of, tell, void};
pub use store::{Delivery, State};
pub use told::{Notice, Told};
pub use transport::Patience;
pub use worker::{Bell, Worker, start, start_with};
